-- grain: definition × practice × age band × sex × person who has a record of it; thousandths of what is counted (amount) and of what it is
-- divided by (per; nought where that is registered people), gross and after the waterfall (net); pence; source: opportunity_valued,
-- opportunity_per; nulls: none, lines without a practice are left out
create or replace temp table opportunity_person as
with found as (
  select
    valued.definition, practice, age_band, sex, person_key, cast(count(*) as integer) as records, cast(sum(amount) as bigint) as amount,
    cast(sum(idiv(amount * claim, 1000)) as bigint) as net_amount, cast(sum(claim) as bigint) as claims,
    cast(sum(value_pence) as bigint) as value_pence, cast(sum(idiv(value_pence * claim, 1000)) as bigint) as net_value_pence,
    cast(count(*) - count(value_pence) as integer) as unpriced
  from opportunity_valued as valued
  where practice is not null and sex in ('1', '2') and age_band is not null
  group by 1, 2, 3, 4, 5
)
select
  found.definition, found.practice, found.age_band, found.sex, found.person_key, found.records, found.amount,
  cast(case way.per when 'these records' then 1000 * found.records else coalesce(1000 * per.records, 0) end as bigint) as per, found.net_amount,
  cast(case way.per when 'these records' then found.claims else coalesce(1000 * per.records, 0) end as bigint) as net_per,
  coalesce(found.value_pence, 0) as value_pence, coalesce(found.net_value_pence, 0) as net_value_pence, found.unpriced
from found
join opportunity_way as way on way.definition = found.definition
left join opportunity_per as per
  on per.per_set = way.per_set and per.person_key = found.person_key and per.practice = found.practice and per.age_band = found.age_band
  and per.sex = found.sex
