-- grain: month of one practice; activity and contract in pence, prescribing in £0.00001, patients of the list in force at the
-- month's end; source: activity, contract, prescribing, list_size; nulls: patients where no list is loaded
with amount as (
  select month, cost_pence as activity, 0 as contract, 0 as prescribing, cast(null as bigint) as patients
  from activity
  where practice = $practice and month between $from and $to
  union all
  select month, 0, cost_pence, 0, null
  from contract
  where practice = $practice and month between $from and $to
  union all
  select month, 0, 0, cost_e5, null
  from prescribing
  where practice = $practice and month between $from and $to
  union all
  select month, 0, 0, 0, patients
  from list_size
  where practice = $practice and month between $from and $to
)
select
  month, sum(activity) as activity, sum(contract) as contract, sum(prescribing) as prescribing, sum(patients) as patients
from amount
group by month
order by month
