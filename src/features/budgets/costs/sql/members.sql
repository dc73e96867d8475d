-- grain: practice that was a member of the group in any month from $from to $to, with its last membership in them; patients
-- on the list in force in $from, else the first one after it in the year, else the last one before; source: membership,
-- practice, list_size; nulls: patients where no list is loaded, to_month while it lasts
select
  m.practice, p.name, m.locality, m.locality_name, m.from_month, m.to_month,
  (
    select l.patients
    from list_size as l
    where l.practice = m.practice and l.month <= $to
    order by case when l.month >= $from then 0 else 1 end, case when l.month >= $from then l.month end, l.month desc
    limit 1
  ) as patients
from (
  select
    practice, locality, locality_name, from_month, to_month,
    row_number() over (partition by practice order by from_month desc) as newest
  from membership
  where group_code = $group and from_month <= $to and (to_month is null or to_month >= $from)
) as m
join practice as p on p.practice = m.practice
where m.newest = 1
order by m.practice
