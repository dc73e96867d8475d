-- grain: practice that is a member of a group in the month; source: membership, practice, list_size; nulls: patients where no list is loaded
select
  membership.practice, coalesce(practice.name, membership.practice) as name, membership.group_code, membership.group_name,
  membership.locality, membership.locality_name, list_size.patients
from membership
left join practice on practice.practice = membership.practice
left join list_size on list_size.practice = membership.practice and list_size.month = $month
where membership.from_month <= $month and (membership.to_month is null or membership.to_month >= $month)
order by membership.practice
