-- grain: kind × month × measure × mart; the marts hold every priced line once, attributed or not, in the group or outside
with lines as (
  select kind, month, sum(lines) as rows, coalesce(sum(cost_pence) filter (where status = 'priced'), 0) as pence
  from line_total
  group by 1, 2
),
mart as (
  select 'practice figures' as label, kind, month, sum(lines) as rows, sum(cost_pence) as pence from activity group by 2, 3
  union all
  select 'attribution summary', kind, month, sum(lines), sum(cost_pence) from attribution group by 2, 3
),
compared as (
  select
    coalesce(lines.kind, mart.kind) as kind, coalesce(lines.month, mart.month) as month, coalesce(mart.label, 'practice figures') as label,
    coalesce(lines.rows, 0) as line_rows, coalesce(mart.rows, 0) as mart_rows,
    coalesce(lines.pence, 0) as line_pence, coalesce(mart.pence, 0) as mart_pence
  from lines
  full join mart on mart.kind = lines.kind and mart.month = lines.month
)
select 'marts' as step, kind as feed, month as period, 'rows' as measure, 'priced lines' as left_label, line_rows as left_value,
  label as right_label, mart_rows as right_value
from compared
union all
select 'marts', kind, month, 'pence', 'priced lines', line_pence, label, mart_pence from compared
order by 2, 3, 7, 4
