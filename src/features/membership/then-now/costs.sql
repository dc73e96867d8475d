-- grain: practice × month of the months asked for, members or not; cost of hospital, contract and prescribed care in £0.00001,
-- patients of the month's list; source: activity, contract, prescribing, list_size; nulls: patients where no list is loaded
with line as (
  select practice, month, cast(cost_pence as hugeint) * 1000 as cost_e5 from activity
  union all
  select practice, month, cast(cost_pence as hugeint) * 1000 from contract
  union all
  select practice, month, cast(cost_e5 as hugeint) from prescribing
),
cost as (
  select practice, month, sum(cost_e5) as cost_e5
  from line
  where practice is not null and month between $from and $to
  group by practice, month
)
select
  coalesce(c.practice, l.practice) as practice, coalesce(c.month, l.month) as month,
  cast(coalesce(c.cost_e5, 0) as bigint) as cost_e5, l.patients
from cost as c
full join (select practice, month, patients from list_size where month between $from and $to) as l
  on l.practice = c.practice and l.month = c.month
order by 1, 2
