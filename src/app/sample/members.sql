-- grain: practice of a group in the month; source: membership, practice; nulls: none
select m.group_code, m.practice, coalesce(p.name, m.practice) as name, m.locality, m.locality_name
from membership as m
left join practice as p on p.practice = m.practice
where m.from_month <= $month and (m.to_month is null or m.to_month >= $month)
order by m.practice
