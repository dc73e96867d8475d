-- grain: provider of hospital and contract care to the chosen practices over the months, dearest first; cost in pence;
-- source: activity, contract, provider; nulls: none
with chosen as (select unnest(from_json($practices, '["VARCHAR"]')) as practice),
line as (
  select provider, practice, cost_pence, lines from activity where month between $from and $to
  union all
  select provider, practice, cost_pence, lines from contract where month between $from and $to
)
select l.provider, coalesce(any_value(p.name), l.provider) as name, sum(l.cost_pence) as cost_pence, sum(l.lines) as lines
from line as l
join chosen as c on c.practice = l.practice
left join provider as p on p.provider = l.provider
group by l.provider
order by sum(l.cost_pence) desc, l.provider
