-- grain: definition × practice × age band × sex × person; thousandths of what is counted (amount) and of what it is divided by (per; nought
-- where that is registered people), gross and after the waterfall (net); pence; source: opportunity_valued, opportunity_per;
-- nulls: none, lines without a practice are left out
create or replace temp table opportunity_person as
select
  definition, practice, age_band, sex, person_key, cast(sum(records) as integer) as records, sum(amount) as amount, sum(per) as per,
  sum(net_amount) as net_amount, sum(net_per) as net_per, cast(sum(value_pence) as bigint) as value_pence,
  cast(sum(net_value_pence) as bigint) as net_value_pence, cast(sum(unpriced) as integer) as unpriced
from (
  select
    valued.definition, practice, age_band, sex, person_key, 1 as records, amount,
    case way.per when 'these records' then 1000 else 0 end as per, idiv(amount * claim, 1000) as net_amount,
    case way.per when 'these records' then claim else 0 end as net_per, coalesce(value_pence, 0) as value_pence,
    idiv(coalesce(value_pence, 0) * claim, 1000) as net_value_pence, case when value_pence is null then 1 else 0 end as unpriced
  from opportunity_valued as valued
  join opportunity_way as way on way.definition = valued.definition
  union all
  select way.definition, practice, age_band, sex, person_key, 0, 0, 1000 * records, 0, 1000 * records, 0, 0, 0
  from opportunity_per as per
  join opportunity_way as way on way.per_set = per.per_set
)
where practice is not null and sex in ('1', '2') and age_band is not null
group by 1, 2, 3, 4, 5
