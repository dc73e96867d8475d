-- grain: practice × month × chapter; quantity in thousandths, nic and cost in £0.00001; source: prescribing;
-- nulls: practice where the prescriber is unidentified
insert into prescribing
with summed as (
  select
    filename,
    case when unidentified then null else practice end as practice,
    coalesce(chapter, '') as chapter,
    sum(items) as items, sum(quantity) as quantity, sum(nic_e5) as nic_e5, sum(cost_e5) as cost_e5, count(*) as lines
  from lake_prescribing
  group by 1, 2, 3
)
select
  summed.practice, part.period, summed.chapter,
  cast(coalesce(sum(summed.items), 0) as bigint), cast(coalesce(sum(summed.quantity), 0) as bigint),
  cast(coalesce(sum(summed.nic_e5), 0) as bigint), cast(coalesce(sum(summed.cost_e5), 0) as bigint),
  cast(sum(summed.lines) as bigint)
from summed
join part on part.filename = summed.filename
group by 1, 2, 3
order by 1, 2, 3
