-- grain: point of delivery of a group (or one locality of it); hospital and contract cost in pence and lines of activity for
-- the financial year up to the month and the same months a year before; source: activity, contract, membership; nulls: none
with line as (
  select practice, month, pod, cost_pence, lines from activity
  union all
  select practice, month, pod, cost_pence, 0 from contract
)
select
  l.pod,
  sum(case when l.month >= $from then l.cost_pence else 0 end) as year_pence,
  sum(case when l.month < $from then l.cost_pence else 0 end) as before_pence,
  sum(case when l.month >= $from then l.lines else 0 end) as year_lines,
  sum(case when l.month < $from then l.lines else 0 end) as before_lines
from line as l
join membership as m
  on m.practice = l.practice and l.month >= m.from_month and (m.to_month is null or l.month <= m.to_month)
where m.group_code = $group
  and ($locality is null or m.locality = $locality)
  and (l.month between $from and $month or l.month between $before_from and $before_to)
group by l.pod
