-- grain: provider; episodes of spells without a discharge date; source: pricing_spell; nulls: none
select provider, cast(sum(rows) as bigint) as episodes
from pricing_spell
where discharge_date is null
group by provider
order by provider
