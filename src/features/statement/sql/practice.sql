-- grain: one practice, its membership in the month; source: practice, membership; nulls: group and locality where it was no member
select
  p.practice, p.name, p.status, p.closed, m.group_code, m.group_name, m.locality, m.locality_name
from practice as p
left join membership as m
  on m.practice = p.practice and m.from_month <= $month and (m.to_month is null or m.to_month >= $month)
where p.practice = $practice
