-- grain: month × measure; the prescribing mart against the lake; rows, items and hundred-thousandths of a pound
with lake as (
  select
    part.period as month, count(*) as rows, sum(lake_prescribing.items) as items,
    sum(lake_prescribing.nic_e5) as nic_e5, sum(lake_prescribing.cost_e5) as cost_e5
  from lake_prescribing
  join part on part.filename = lake_prescribing.filename
  group by 1
),
mart as (
  select month, sum(lines) as rows, sum(items) as items, sum(nic_e5) as nic_e5, sum(cost_e5) as cost_e5
  from prescribing
  group by 1
),
side_by_side as (
  select coalesce(lake.month, mart.month) as month, lake.rows as l_rows, mart.rows as m_rows, lake.items as l_items,
    mart.items as m_items, lake.nic_e5 as l_nic, mart.nic_e5 as m_nic, lake.cost_e5 as l_cost, mart.cost_e5 as m_cost
  from lake
  full join mart on mart.month = lake.month
)
select 'marts' as step, 'prescribing' as feed, month as period, 'rows' as measure, 'lake' as left_label,
  coalesce(l_rows, 0) as left_value, 'practice figures' as right_label, coalesce(m_rows, 0) as right_value
from side_by_side
union all
select 'marts', 'prescribing', month, 'items', 'lake', coalesce(l_items, 0), 'practice figures', coalesce(m_items, 0) from side_by_side
union all
select 'marts', 'prescribing', month, 'net ingredient cost, £0.00001', 'lake', coalesce(l_nic, 0), 'practice figures', coalesce(m_nic, 0) from side_by_side
union all
select 'marts', 'prescribing', month, 'actual cost, £0.00001', 'lake', coalesce(l_cost, 0), 'practice figures', coalesce(m_cost, 0) from side_by_side
order by 3, 4
