-- grain: spell with a dated critical-care period; days of the spell as a set of dates, both ends of a period counted;
-- £0.0001; a day of two periods is priced once, at the dearer; missing: a day has no unit cost; nulls: none
create or replace temp table pricing_critical_care as
with cost as (
  select cost.currency, arg_min(cost.unit_e4, department.place) as unit_e4
  from pricing_unit_cost as cost
  join pricing_code as department on department.list = 'critical care department' and department.code = cost.department
  group by cost.currency
),
period as (
  select
    spell.provider, spell.spell_number, cost.unit_e4,
    greatest(period.start_date, spell.admission_date) as first_day,
    least(coalesce(period.end_date, spell.discharge_date), spell.discharge_date) as last_day
  from pricing_critical_period as period
  join pricing_spell as spell on spell.provider = period.provider and spell.spell_number = period.spell_number
  left join cost on cost.currency = period.hrg
  where period.start_date is not null and spell.admission_date is not null and spell.discharge_date is not null
),
dated as (
  select
    provider, spell_number, unit_e4,
    first_day + cast(unnest(range(last_day - first_day + 1)) as integer) as day
  from period
),
daily as (
  select provider, spell_number, day, max(unit_e4) as unit_e4 from dated group by provider, spell_number, day
),
spell as (select distinct provider, spell_number from period)
select
  spell.provider, spell.spell_number,
  cast(count(daily.day) as integer) as days,
  cast(coalesce(sum(daily.unit_e4), 0) as bigint) as cost_e4,
  count(daily.day) > count(daily.unit_e4) as missing
from spell
left join daily on daily.provider = spell.provider and daily.spell_number = spell.spell_number
group by spell.provider, spell.spell_number
