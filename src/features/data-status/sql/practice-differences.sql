-- grain: practice as sent × as derived by the payer, where they differ; source: attribution_difference;
-- nulls: a side that was blank; all_lines: lines of every pair
select
  practice_sent,
  practice_derived,
  cast(sum(lines) as bigint) as lines,
  min(month) as first,
  max(month) as last,
  cast(sum(sum(lines)) over () as bigint) as all_lines
from attribution_difference
group by practice_sent, practice_derived
order by lines desc, practice_sent, practice_derived
limit $limit
