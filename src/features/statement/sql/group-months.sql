-- grain: month of a group's members, or of one locality's, as they were in that month; activity and contract in pence,
-- prescribing in £0.00001, patients of the lists in force at the month's end; source: activity, contract, prescribing,
-- list_size, membership; nulls: patients where no list is loaded
with amount as (
  select practice, month, cost_pence as activity, 0 as contract, 0 as prescribing, cast(null as bigint) as patients
  from activity
  where month between $from and $to
  union all
  select practice, month, 0, cost_pence, 0, null
  from contract
  where month between $from and $to
  union all
  select practice, month, 0, 0, cost_e5, null
  from prescribing
  where month between $from and $to
  union all
  select practice, month, 0, 0, 0, patients
  from list_size
  where month between $from and $to
)
select
  a.month, sum(a.activity) as activity, sum(a.contract) as contract, sum(a.prescribing) as prescribing,
  sum(a.patients) as patients
from amount as a
join membership as m
  on m.practice = a.practice and a.month >= m.from_month and (m.to_month is null or a.month <= m.to_month)
where m.group_code = $group and ($locality is null or m.locality = $locality)
group by a.month
order by a.month
