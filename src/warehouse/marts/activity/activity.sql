-- grain: practice × month × kind × pod × specialty × provider; pence; source: priced lines, as summed month by month;
-- nulls: practice (not attributed)
insert into activity
select
  practice, month, kind, pod, specialty, provider,
  cast(sum(lines) as bigint),
  cast(coalesce(sum(lines) filter (where status = 'priced'), 0) as bigint),
  cast(coalesce(sum(lines) filter (where status = 'no price'), 0) as bigint),
  cast(coalesce(sum(lines) filter (where status = 'excluded'), 0) as bigint),
  cast(coalesce(sum(cost_pence) filter (where status = 'priced'), 0) as bigint),
  cast(coalesce(sum(cost_pence) filter (where status = 'priced' and stand_in), 0) as bigint),
  cast(sum(bed_days) as bigint),
  cast(sum(excess_days) as bigint)
from line_summary
group by 1, 2, 3, 4, 5, 6
order by 1, 2, 3, 4, 5, 6
