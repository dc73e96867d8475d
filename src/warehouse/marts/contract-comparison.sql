-- grain: provider × month × pod of contract lines and, for months and providers that sent any, of Steward's own lines, with and
-- without a price; own pence are those with one; source: contract monitoring, activity; nulls: none
insert into contract_comparison
with sent as (
  select
    provider, month, pod, counted,
    sum(activity_thousandths) as activity_thousandths, sum(price_pence + mff_pence) as pence
  from stg_contract
  where in_use
  group by 1, 2, 3, 4
),
senders as (select distinct provider, month from sent),
own as (
  select activity.provider, activity.month, activity.pod, sum(activity.priced_lines + activity.unpriced_lines) as lines, sum(activity.cost_pence) as pence
  from activity
  join senders on senders.provider = activity.provider and senders.month = activity.month
  where activity.priced_lines + activity.unpriced_lines > 0
  group by 1, 2, 3
)
select
  coalesce(sent.provider, own.provider),
  coalesce(sent.month, own.month),
  coalesce(sent.pod, own.pod),
  cast(coalesce(sent.activity_thousandths, 0) as bigint),
  cast(coalesce(sent.pence, 0) as bigint),
  cast(coalesce(own.lines, 0) as bigint),
  cast(coalesce(own.pence, 0) as bigint),
  coalesce(sent.counted, false)
from sent
full join own on own.provider = sent.provider and own.month = sent.month and own.pod = sent.pod and not sent.counted
order by 2, 1, 3
