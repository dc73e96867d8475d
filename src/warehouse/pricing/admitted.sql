-- grain: spell, and duplicate episode; components before market forces: £0.0001, pence, days, ten-thousandths;
-- verdict: why the line has no price, null where it has one; nulls: components where the verdict is not null
create or replace temp view pricing_draft as
with stay as (
  select
    record.*, coalesce(record.spell_number, '=' || record.record_key) as spell_key, spell.episodes, spell.admission_date as admitted_on, spell.discharge_date as discharged_on,
    cast(spell.discharge_date - spell.admission_date as integer) as length_of_stay,
    case when spell.admission_date is not null then coalesce(care.days, record.critical_care_days, 0) end as care_days,
    case when spell.admission_date is not null then coalesce(record.rehabilitation_days, 0) end as rehab_days,
    case when spell.admission_date is not null then coalesce(record.palliative_days, 0) end as palliative,
    case
      when spell.admission_date is null then null
      when care.days is null and record.critical_care_days > 0 then 'counts'
      when record.rehabilitation_days > 0 or record.palliative_days > 0 then 'counts'
      else 'dates'
    end as days_basis,
    coalesce(care.cost_e4, 0) as care_e4, coalesce(care.missing, false) as care_missing
  from pricing_spell as spell
  join pricing_record as record on record.position = spell.position
  left join pricing_critical_care as care
    on care.provider = record.provider and care.spell_number = coalesce(record.spell_number, '=' || record.record_key)
  where spell.discharge_date is not null
),
classed as (
  select
    stay.*,
    case
      when stay.length_of_stay is not null
        then greatest(0, stay.length_of_stay - stay.care_days - stay.rehab_days - stay.palliative)
    end as qualifying,
    case
      when stay.length_of_stay is null or stay.length_of_stay < 0 then null
      when method.list = 'elective' and stay.classification = '2' and stay.length_of_stay = 0 then 'DC'
      when method.list = 'elective' and stay.classification in ('1', '2') then 'EL'
      when stay.classification = '3' then 'RADAY'
      when stay.classification = '4' then 'RANIGHT'
      when method.list = 'emergency' then 'NEL'
      when method.list = 'other non-elective' then 'NELNE'
    end as class
  from stay
  left join pricing_code as method
    on method.list in ('elective', 'emergency', 'other non-elective') and method.code = stay.admission_method
),
booked as (
  select
    classed.*, price.per_day, price.non_elective, price.short_stay, price.short_stay_rate as share,
    case
      when classed.class = 'DC' then coalesce(price.combined, price.day_case)
      when classed.class = 'EL' then coalesce(price.combined, price.ordinary_elective)
      when classed.class in ('NEL', 'NELNE') then price.non_elective
    end as full_price,
    coalesce(
      rule.short_stay and price.short_stay_applies and classed.class = 'NEL' and price.non_elective is not null
      and classed.qualifying <= rule.longest_stay_days and classed.age >= rule.minimum_age
      and coalesce(price.short_stay, price.short_stay_rate) is not null, false
    ) as is_short,
    case
      when not rule.excess_days then null
      when classed.class = 'EL' then price.elective_trim
      when classed.class in ('NEL', 'NELNE') then price.non_elective_trim
    end as trim,
    case
      when upper(coalesce(classed.best_practice_flag, '')) in ('', 'N', '0') then 0
      else coalesce(price.best_practice_addition, 0)
    end as best_practice,
    coalesce(item.cost_e4, 0) as item_e4, coalesce(item.missing, false) as item_missing, coalesce(item.local, false) as item_local
  from classed
  cross join pricing_rule as rule
  left join pricing_admitted_price as price on price.hrg = classed.hrg
  left join pricing_unbundled as item on item.unbundled = classed.unbundled
),
judged as (
  select
    booked.*, case when booked.qualifying > booked.trim then booked.qualifying - booked.trim else 0 end as excess,
    case
      when booked.discharged_on < rule.first_day or booked.discharged_on > rule.last_day then 'outside the month of the extract'
      when not booked.grouped then 'not grouped'
      when booked.excluded = 'Y' then 'excluded by the sender'
      when coalesce(booked.administrative_category in (select code from pricing_code where list = 'private'), false) then 'private patient'
      when booked.hrg is null then 'no tariff HRG'
      when booked.hrg in (select code from pricing_code where list = 'excluded HRG') then 'HRG outside national prices'
      when coalesce(booked.specialty in (select code from pricing_code where list = 'excluded specialty'), false)
        then 'specialty outside national prices'
      when not rule.priced then 'no rules for the price year'
      when booked.class is null then 'cannot be classed'
      when booked.class in ('RADAY', 'RANIGHT') then 'local price'
      when booked.full_price is null then 'no price for code and year'
      when booked.qualifying > booked.trim and booked.per_day is null then 'no price for days beyond the trim point'
      when booked.item_missing or booked.care_missing then 'no price for an unbundled item'
    end as verdict
  from booked
  cross join pricing_rule as rule
)
select
  provider || '/' || spell_key as line_key, provider, site, patient_key, practice_sent, practice_derived,
  discharged_on as activity_date,
  case
    when verdict in (
      'outside the month of the extract', 'excluded by the sender', 'private patient', 'no tariff HRG', 'HRG outside national prices',
      'specialty outside national prices'
    ) then 'EXCL'
    when class is null then 'DQ'
    when verdict in ('not grouped', 'no rules for the price year', 'no price for code and year') then class
    when is_short then 'NELST'
    else class
  end as pod,
  specialty, hrg, cast(null as varchar) as currency, admitted_on as admission_date, age, sex, length_of_stay,
  care_days as critical_care_days, rehab_days as rehabilitation_days, palliative as palliative_days,
  qualifying as qualifying_days, days_basis, trim as trim_days, excess as excess_days,
  case when is_short and short_stay is not null then short_stay when is_short then non_elective else full_price end * 100 as base_e4,
  case when is_short and short_stay is null then share end as short_stay_rate,
  best_practice as best_practice_pence, excess * coalesce(per_day, 0) as excess_pence,
  case when (select top_up from pricing_rule) then coalesce(top_up_rate, 0) else 0 end as top_up_rate,
  item_e4 + care_e4 as unbundled_e4, false as base_is_unit_cost, item_local, verdict, episodes, load_id, source_line
from judged
union all
select
  record.provider || '/' || coalesce(record.spell_number, '=' || record.record_key) || '#' || record.source_line,
  record.provider, record.site, record.patient_key, record.practice_sent, record.practice_derived, record.discharge_date, 'EXCL',
  record.specialty, record.hrg, null, record.admission_date, record.age, record.sex, null, null, null, null, null, null, null, null,
  null, null, null, null, null, null, false, false, 'duplicate record key', 1, record.load_id, record.source_line
from pricing_duplicate as duplicate
join pricing_record as record on record.position = duplicate.position
join pricing_spell as spell
  on spell.provider = record.provider and spell.spell_number = coalesce(record.spell_number, '=' || record.record_key)
where spell.discharge_date is not null
