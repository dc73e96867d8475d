-- grain: practice × period of membership of the group; source: membership, practice; nulls: to_month while it lasts
select m.practice, p.name, m.group_name, m.locality, m.locality_name, m.from_month, m.to_month
from membership as m
join practice as p on p.practice = m.practice
where m.group_code = $group
order by m.practice, m.from_month
