-- grain: attribution × in_group; lines and pence by how their practice was found; source: attribution; nulls: none
select attribution, in_group, cast(sum(lines) as bigint) as lines, cast(sum(cost_pence) as bigint) as pence
from attribution
group by attribution, in_group
order by lines desc, attribution, in_group
