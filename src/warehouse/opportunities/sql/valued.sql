-- grain: definition × record found; amounts in thousandths of a record, of its share or of its nights; value: what could be released, in
-- pence; claim: the part of the record, in thousandths, that no definition before it has taken; source: opportunity_found, prices;
-- nulls: practice where not attributed; part; value where the record or its alternative has no price
create or replace temp table opportunity_valued as
with named as (
  select
    found.*, way.rank, way.totals, way.counts, way.method, way.target, way.days, way.long_column,
    way.totals and weight = 1000000 as takes_all, way.totals and weight < 1000000 as takes_share
  from opportunity_found as found
  join opportunity_way as way on way.definition = found.definition
),
-- Only shares leave something over, so the running product is worked out for the few records that have one.
firsts as (
  select record, min(rank) filter (where takes_all) as first_rank, bool_or(takes_share) as has_share
  from named
  group by 1
),
left_over as (
  select
    named.record, named.definition,
    cast(round(1000 * coalesce(product(1 - named.weight / 1000000.0) over (
      partition by named.record order by named.rank rows between unbounded preceding and 1 preceding
    ), 1)) as integer) as thousandths
  from named
  join firsts on firsts.record = named.record
  where firsts.has_share and named.totals
),
ranked as (
  select
    named.*,
    case
      when not named.totals or named.rank > firsts.first_rank then 0
      when firsts.has_share then left_over.thousandths
      else 1000
    end as left_over
  from named
  join firsts on firsts.record = named.record
  left join left_over on left_over.record = named.record and left_over.definition = named.definition
),
priced as (
  select
    record, practice, person_key, age, sex, item.hrg, item.specialty, item.provider, cost_pence, length_of_stay,
    idiv(price.day_case * coalesce(mff_ppm, 1000000), 1000000) as day_case,
    idiv(price.outpatient_procedure * coalesce(mff_ppm, 1000000), 1000000) as outpatient_procedure,
    idiv(coalesce(price.per_day, (select cast(median(per_day) as bigint) from opportunity_price)) * coalesce(mff_ppm, 1000000), 1000000) as per_day,
    cast(nullif(stay.planned_days, '') as integer) as planned_days, cast(nullif(stay.emergency_days, '') as integer) as emergency_days,
    (select max(pence) from opportunity_alternative where visit = 'same day') as other_pence
  from opportunity_spell as item
  left join opportunity_price as price
    on price.hrg = item.hrg and price.year = case
      when substr(item.month, 6, 2) >= '04' then substr(item.month, 1, 4) || '/' || substr(cast(cast(substr(item.month, 1, 4) as integer) + 1 as varchar), 3, 2)
      else cast(cast(substr(item.month, 1, 4) as integer) - 1 as varchar) || '/' || substr(item.month, 3, 2)
    end
  left join opportunity_long_stay_days as stay on stay.code = item.hrg
  where counted
  union all
  select
    record, practice, person_key, age, sex, hrg, item.specialty, provider, cost_pence, null, null, null, null, null, null,
    coalesce(own.pence, other.pence)
  from opportunity_appointment as item
  left join opportunity_alternative as own
    on own.specialty = item.specialty and own.visit = case when item.attendance_type in ('1', '21') then 'first' else 'follow-up' end
  left join opportunity_alternative as other
    on other.specialty = '' and other.visit = case when item.attendance_type in ('1', '21') then 'first' else 'follow-up' end
  union all
  select
    record, practice, person_key, age, sex, hrg, specialty, provider, cost_pence, null, null, null, null, null, null, null
  from opportunity_attendance
  where counted
)
select
  ranked.definition, ranked.set_name, ranked.record, ranked.part, cast(priced.practice as opportunity_practice) as practice, priced.person_key, priced.hrg, priced.specialty, priced.provider,
  cast(least(idiv(priced.age, 5), 19) as tinyint) as age_band, priced.sex,
  cast(case ranked.counts when 'days' then 1000 * priced.length_of_stay else idiv(ranked.weight, 1000) end as bigint) as amount,
  case ranked.method
    when 'price' then idiv(priced.cost_pence * ranked.weight, 1000000)
    when 'price-difference' then greatest(0, priced.cost_pence - case ranked.target
      when 'day-case' then priced.day_case when 'outpatient-procedure' then priced.outpatient_procedure else priced.other_pence end)
    when 'days' then priced.length_of_stay * priced.per_day
    when 'days-beyond' then priced.per_day * (priced.length_of_stay
      - case ranked.long_column when 'planned_days' then priced.planned_days else priced.emergency_days end)
    when 'fixed-days' then ranked.days * priced.per_day
    else 0
  end as value_pence,
  ranked.left_over as claim
from ranked
join priced on priced.record = ranked.record
