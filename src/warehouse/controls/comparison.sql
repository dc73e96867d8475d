-- grain: month × measure; the comparison table holds every contract line in use; rows of activity and pence as sent
with used as (
  select month, sum(activity_thousandths) as activity, sum(price_pence + mff_pence) as pence
  from stg_contract where in_use group by 1
),
shown as (
  select month, sum(sent_activity_thousandths) as activity, sum(sent_pence) as pence from contract_comparison group by 1
)
select 'marts' as step, 'contract comparison' as feed, used.month as period, 'pence' as measure, 'contract lines in use' as left_label,
  used.pence as left_value, 'comparison' as right_label, coalesce(shown.pence, 0) as right_value
from used
left join shown on shown.month = used.month
union all
select 'marts', 'contract comparison', used.month, 'activity, thousandths', 'contract lines in use', used.activity, 'comparison',
  coalesce(shown.activity, 0)
from used
left join shown on shown.month = used.month
order by 3, 4
