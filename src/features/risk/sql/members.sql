-- grain: practice that is a member of the group in the month; source: membership, practice; nulls: none
select m.practice, m.locality, m.locality_name, p.name
from membership as m
join practice as p on p.practice = m.practice
where m.group_code = $group and m.from_month <= $month and (m.to_month is null or m.to_month >= $month)
order by m.practice
