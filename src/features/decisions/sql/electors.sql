-- grain: practice of a group in a month with its newest list; units: registered patients; source: membership, list_size, practice; nulls: patients where no list is loaded
select
  m.practice,
  p.name,
  m.locality,
  max(l.patients) as patients
from membership as m
inner join practice as p on p.practice = m.practice
left join list_size as l
  on l.practice = m.practice
  and l.month = (
    select max(n.month)
    from list_size as n
    where n.practice = m.practice and n.month <= $month
  )
where m.group_code = $group
  and m.from_month <= $month
  and (m.to_month is null or m.to_month >= $month)
group by m.practice, p.name, m.locality
order by p.name, m.practice
