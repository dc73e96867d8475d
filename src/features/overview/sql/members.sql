-- grain: practice × locality of a group (or one locality of it) with any month of membership in the financial year up to the
-- month; patients of the month's list, and the sum of the year's monthly lists with how many there are, whether member or
-- not; source: membership, practice, list_size; nulls: patients where no list is loaded
with member as (
  select
    practice, locality, any_value(locality_name) as locality_name,
    bool_or(from_month <= $month and (to_month is null or to_month >= $month)) as is_member
  from membership
  where group_code = $group and ($locality is null or locality = $locality)
    and from_month <= $month and (to_month is null or to_month >= $from)
  group by practice, locality
)
select
  m.practice, coalesce(any_value(p.name), m.practice) as name, m.locality, any_value(m.locality_name) as locality_name,
  bool_or(m.is_member) as is_member,
  max(case when l.month = $month then l.patients end) as patients,
  coalesce(sum(l.patients), 0) as list_sum,
  count(l.month) as list_months
from member as m
left join practice as p on p.practice = m.practice
left join list_size as l on l.practice = m.practice and l.month between $from and $month
group by m.practice, m.locality
