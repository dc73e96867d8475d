-- grain: month × measure; contract lines in the lake = counted + compared only + set aside (stated twice); rows and pence
-- (price + market forces amount as sent)
with lake as (
  select month, count(*) as rows, sum(coalesce(actual_pence, 0) + coalesce(actual_mff_pence, 0)) as pence
  from (
    select month, actual_pence, actual_mff_pence from lake_contract_aggregate
    union all
    select month, actual_pence, actual_mff_pence from lake_contract_patient
  )
  group by 1
),
used as (
  select month, sum(lines) as rows, sum(cost_pence) as pence from contract group by 1
),
unused as (
  select
    month,
    sum(lines) filter (where in_use) as compared_rows, sum(price_pence + mff_pence) filter (where in_use) as compared_pence,
    sum(lines) filter (where not in_use) as aside_rows, sum(price_pence + mff_pence) filter (where not in_use) as aside_pence
  from stg_contract
  where not (in_use and counted)
  group by 1
)
select 'marts' as step, 'contract monitoring' as feed, lake.month as period, 'rows' as measure, 'lake' as left_label,
  lake.rows as left_value, 'counted + compared + stated twice' as right_label,
  coalesce(used.rows, 0) + coalesce(unused.compared_rows, 0) + coalesce(unused.aside_rows, 0) as right_value
from lake
left join used on used.month = lake.month
left join unused on unused.month = lake.month
union all
select 'marts', 'contract monitoring', lake.month, 'pence', 'lake', lake.pence, 'counted + compared + stated twice',
  coalesce(used.pence, 0) + coalesce(unused.compared_pence, 0) + coalesce(unused.aside_pence, 0)
from lake
left join used on used.month = lake.month
left join unused on unused.month = lake.month
order by 3, 4
