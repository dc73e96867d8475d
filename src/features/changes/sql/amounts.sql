-- grain: month × kind of care of one practice; cost in £0.00001 (a penny is 1,000); source: activity, contract, prescribing; nulls: none
with amount as (
  select month, kind, cast(cost_pence as hugeint) * 1000 as cost_e5
  from activity
  where practice = $practice
  union all
  select month, 'contract', cast(cost_pence as hugeint) * 1000
  from contract
  where practice = $practice
  union all
  select month, 'prescribing', cast(cost_e5 as hugeint)
  from prescribing
  where practice = $practice
)
select month, kind, cast(sum(cost_e5) as bigint) as cost_e5
from amount
group by month, kind
order by month, kind
