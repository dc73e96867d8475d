-- grain: practice × source, of practices with any month of membership in the financial year up to the month, over all months
-- whether member or not; amounts in pence (activity, contract) or £0.00001 (prescribing) for the month, the year up to it and
-- the same months a year before; source: activity, contract, prescribing, membership; nulls: none
with member as (
  select distinct practice
  from membership
  where group_code = $group and ($locality is null or locality = $locality)
    and from_month <= $month and (to_month is null or to_month >= $from)
),
line as (
  select 'activity' as source, practice, month, cost_pence as amount from activity
  union all
  select 'contract', practice, month, cost_pence from contract
  union all
  select 'prescribing', practice, month, cost_e5 from prescribing
)
select
  l.practice, l.source,
  sum(case when l.month = $month then l.amount else 0 end) as month_amount,
  sum(case when l.month >= $from then l.amount else 0 end) as year_amount,
  sum(case when l.month < $from then l.amount else 0 end) as before_amount
from line as l
join member as m on m.practice = l.practice
where l.month between $from and $month or l.month between $before_from and $before_to
group by l.practice, l.source
