-- grain: the priced month; rows at the feed's grain, pence of priced lines; source: its Parquet; nulls: none
select
  count(*) as lines,
  cast(coalesce(sum(episodes), 0) as bigint) as records,
  cast(coalesce(sum(episodes) filter (where status = 'priced'), 0) as bigint) as priced,
  cast(coalesce(sum(episodes) filter (where status = 'excluded'), 0) as bigint) as excluded,
  cast(coalesce(sum(episodes) filter (where status = 'no price'), 0) as bigint) as unpriced,
  cast(coalesce(sum(cost_pence), 0) as bigint) as cost_pence
from read_parquet($target)
