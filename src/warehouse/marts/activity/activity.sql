-- grain: practice × month × kind × pod × specialty × provider; pence; source: priced lines; nulls: practice (not attributed)
insert into activity
select
  practice, month, kind, coalesce(pod, ''), coalesce(specialty, ''), coalesce(provider, ''),
  count(*),
  count(*) filter (where status = 'priced'),
  count(*) filter (where status = 'no price'),
  count(*) filter (where status = 'excluded'),
  cast(coalesce(sum(cost_pence) filter (where status = 'priced'), 0) as bigint),
  cast(coalesce(sum(cost_pence) filter (where status = 'priced' and stand_in), 0) as bigint),
  cast(coalesce(sum(length_of_stay) filter (where kind = 'admitted'), 0) as bigint),
  cast(coalesce(sum(excess_days) filter (where kind = 'admitted'), 0) as bigint)
from priced
group by 1, 2, 3, 4, 5, 6
order by 1, 2, 3, 4, 5, 6
