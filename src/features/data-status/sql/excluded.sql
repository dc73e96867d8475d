-- grain: kind × reason; lines left out of pricing; source: excluded; nulls: none
select kind, reason, cast(sum(lines) as bigint) as lines, min(month) as first, max(month) as last
from excluded
group by kind, reason
order by lines desc, kind, reason
