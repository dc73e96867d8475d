-- grain: month × kind × attribution × in_group (a member of any group in that month); pence of priced lines; source: priced lines; nulls: none
insert into attribution
with summed as (
  select
    month, kind, attribution, practice, count(*) as lines,
    coalesce(sum(cost_pence) filter (where status = 'priced'), 0) as cost_pence
  from priced
  group by 1, 2, 3, 4
)
select
  summed.month, summed.kind, coalesce(summed.attribution, 'not attributed'),
  exists (
    select 1 from membership
    where membership.practice = summed.practice
      and membership.from_month <= summed.month and coalesce(membership.to_month, '9999-12') >= summed.month
  ),
  cast(sum(summed.lines) as bigint), cast(sum(summed.cost_pence) as bigint)
from summed
group by 1, 2, 3, 4
order by 1, 2, 3, 4
