-- grain: locality × source × kind of a group (or one locality of it), its members as they were in each month; amounts in pence
-- (activity, contract) or £0.00001 (prescribing) for the month, the financial year up to it and the same months a year
-- before; lines and unpriced lines of the year; source: activity, contract, prescribing, membership; nulls: none
with line as (
  select
    'activity' as source, practice, kind, month, cost_pence as amount, lines, unpriced_lines as unpriced
  from activity
  union all
  select 'contract', practice, 'contract', month, cost_pence, 0, 0 from contract
  union all
  select 'prescribing', practice, 'prescribing', month, cost_e5, 0, 0 from prescribing
)
select
  m.locality, l.source, l.kind,
  sum(case when l.month = $month then l.amount else 0 end) as month_amount,
  sum(case when l.month >= $from then l.amount else 0 end) as year_amount,
  sum(case when l.month < $from then l.amount else 0 end) as before_amount,
  sum(case when l.month >= $from then l.lines else 0 end) as lines,
  sum(case when l.month >= $from then l.unpriced else 0 end) as unpriced
from line as l
join membership as m
  on m.practice = l.practice and l.month >= m.from_month and (m.to_month is null or l.month <= m.to_month)
where m.group_code = $group
  and ($locality is null or m.locality = $locality)
  and (l.month between $from and $month or l.month between $before_from and $before_to)
group by m.locality, l.source, l.kind
