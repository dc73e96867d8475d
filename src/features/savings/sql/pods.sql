-- grain: kind × point of delivery of the group's members as they were in each month; priced lines and cost from $from to $to and
-- in the same months a year before; source: activity, membership; nulls: none
select
  a.kind, a.pod, d.name, d.sort,
  sum(case when a.month >= $from then a.priced_lines else 0 end) as now_lines,
  sum(case when a.month < $from then a.priced_lines else 0 end) as before_lines,
  sum(case when a.month >= $from then a.cost_pence else 0 end) as now_pence
from activity as a
join membership as m
  on m.practice = a.practice and a.month >= m.from_month and (m.to_month is null or a.month <= m.to_month)
join pod as d on d.pod = a.pod
where m.group_code = $group and (a.month between $from and $to or a.month between $before_from and $before_to)
group by a.kind, a.pod, d.name, d.sort
order by d.sort
