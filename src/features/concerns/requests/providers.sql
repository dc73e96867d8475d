-- grain: provider of any care priced or counted, the one with most lines first; source: activity, contract, provider; nulls: none
select lines.provider as code, coalesce(any_value(p.name), lines.provider) as name
from (
  select provider, lines from activity
  union all
  select provider, lines from contract
) as lines
left join provider as p on p.provider = lines.provider
group by lines.provider
order by sum(lines.lines) desc, lines.provider
limit 40
