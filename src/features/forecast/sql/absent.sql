-- grain: practice × forecast line × kind × provider and month in which it sent nothing though it did before, of figures that are
-- not final; × each of the three months before; amount in £0.00001, of practices that were ever members of the group;
-- $placed: JSON of codes with their forecast line; source: feed_month, activity, membership; nulls: practice is never null here
with placed as (
  select unnest(
    from_json($placed, '[{"source":"VARCHAR","pod":"VARCHAR","specialty":"VARCHAR","chapter":"VARCHAR","line":"VARCHAR"}]'),
    recursive := true
  )
),
lacking as (
  select feed as kind, month, unnest(string_split(absent, ', ')) as provider
  from feed_month
  where absent is not null and feed in ('admitted', 'outpatient', 'emergency') and coalesce(cut, '') <> 'freeze'
)
select
  a.practice, p.line, a.kind, k.provider, k.month, a.month as from_month, cast(sum(a.cost_pence) * 1000 as bigint) as amount
from lacking as k
join activity as a
  on a.kind = k.kind and a.provider = k.provider and a.month < k.month
  and a.month >= strftime(cast(k.month || '-01' as date) - interval 3 month, '%Y-%m')
join placed as p on p.source = 'activity' and p.pod = a.pod and p.specialty = a.specialty
where a.practice in (select practice from membership where group_code = $group)
group by a.practice, p.line, a.kind, k.provider, k.month, a.month
order by a.practice, p.line, a.kind, k.provider, k.month, a.month
