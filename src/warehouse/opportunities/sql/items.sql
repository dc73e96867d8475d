-- grain: definition × practice × way of splitting (part, specialty, provider, hrg) × code; records, thousandths and pence of what was found;
-- source: opportunity_valued; nulls: none, '' where the record has no such code
select definition, cast(practice as varchar) as practice, way, code, count(*) as records, cast(sum(amount) as bigint) as amount, cast(sum(value_pence) as bigint) as value_pence
from (
  select definition, practice, amount, value_pence, 'part' as way, part as code from opportunity_valued where part is not null
  union all
  select definition, practice, amount, value_pence, 'specialty', coalesce(specialty, '') from opportunity_valued where set_name <> 'emergency'
  union all
  select definition, practice, amount, value_pence, 'provider', coalesce(provider, '') from opportunity_valued
  union all
  select definition, practice, amount, value_pence, 'hrg', coalesce(hrg, '') from opportunity_valued
)
where practice is not null
group by 1, 2, 3, 4
order by 1, 2, 3, 4
