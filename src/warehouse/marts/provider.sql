-- grain: code of a provider met anywhere; the name falls back to the code; source: providers, market forces files; nulls: none
insert into provider
with named as (
  select 1 as preference, provider, name, filename from lake_providers
  union all
  select 2, provider, name, filename from lake_price_mff
),
chosen as (
  select named.provider, named.name
  from named
  join part on part.filename = named.filename
  where named.name is not null
  qualify row_number() over (partition by named.provider order by named.preference, part.period desc, part.sequence desc) = 1
),
met as (
  select provider from chosen
  union select provider from activity
  union select provider from contract_comparison
)
select met.provider, coalesce(readable_name(chosen.name), met.provider)
from met
left join chosen on chosen.provider = met.provider
where met.provider is not null and met.provider <> ''
order by 1
