-- grain: month × kind × attribution × in_group (a member of any group in that month); pence of priced lines;
-- source: priced lines, as summed month by month; nulls: none
insert into attribution
with summed as (
  select
    month, kind, attribution, practice, sum(lines) as lines,
    coalesce(sum(cost_pence) filter (where status = 'priced'), 0) as cost_pence
  from line_summary
  group by 1, 2, 3, 4
)
select
  summed.month, summed.kind, summed.attribution,
  exists (
    select 1 from membership
    where membership.practice = summed.practice
      and membership.from_month <= summed.month and coalesce(membership.to_month, '9999-12') >= summed.month
  ),
  cast(sum(summed.lines) as bigint), cast(sum(summed.cost_pence) as bigint)
from summed
group by 1, 2, 3, 4
order by 1, 2, 3, 4
