-- grain: outpatient appointment; components before market forces: £0.0001; verdict: why the line has no price;
-- nulls: components where the verdict is not null, everything about stays
create or replace temp view pricing_draft as
with classed as (
  select
    record.*, duplicate.position is not null as is_duplicate,
    case
      when record.hrg in ('WF01A', 'WF01B', 'WF01C', 'WF01D', 'WF02A', 'WF02B', 'WF02C', 'WF02D') then record.hrg
      when record.first_attendance in ('1', '2', '3', '4') then
        case when record.multi_professional = '2' then 'WF02' else 'WF01' end
        || case record.first_attendance when '1' then 'B' when '2' then 'A' when '3' then 'D' else 'C' end
    end as attendance,
    record.main_specialty is null
      or record.main_specialty not in (select code from pricing_code where list = 'not consultant-led') as is_led,
    coalesce(record.attendance_status in (select code from pricing_code where list = 'attended'), false) as is_seen,
    coalesce(record.first_attendance in (select code from pricing_code where list = 'clock stop'), false) as is_clock_stop
  from pricing_record as record
  left join pricing_duplicate as duplicate on duplicate.position = record.position
),
booked as (
  select
    classed.*,
    case when rule.procedure_prices and classed.hrg not like 'WF%' then price.outpatient_procedure end as procedure_pence,
    cost.unit_e4,
    case
      when classed.attendance is null then 'DQ'
      when classed.attendance like '%D' then 'NF2FFA'
      when classed.attendance like '%C' then 'NF2FFUP'
      else
        case when classed.attendance like '%B' then 'OPFA' else 'OPFUP' end
        || case when classed.attendance like 'WF02%' then 'MP' else 'SP' end
        || case when classed.is_led then 'CL' else 'NCL' end
    end as attendance_pod,
    coalesce(item.cost_e4, 0) as item_e4, coalesce(item.missing, false) as item_missing, coalesce(item.local, false) as item_local
  from classed
  cross join pricing_rule as rule
  left join pricing_admitted_price as price on price.hrg = classed.hrg
  left join pricing_unit_cost as cost
    on cost.currency = classed.attendance
    and cost.department = case when classed.is_led then rule.consultant_led else rule.non_consultant_led end
  left join pricing_unbundled as item on item.unbundled = classed.unbundled
),
judged as (
  select
    booked.*,
    case
      when booked.is_duplicate then 'duplicate record key'
      when booked.activity_date is null or booked.activity_date < rule.first_day or booked.activity_date > rule.last_day
        then 'outside the month of the extract'
      when not booked.grouped then 'not grouped'
      when not booked.is_seen then 'not attended'
      when booked.is_clock_stop then 'clock stop, not activity'
      when booked.excluded = 'Y' then 'excluded by the sender'
      when coalesce(booked.administrative_category in (select code from pricing_code where list = 'private'), false) then 'private patient'
      when booked.hrg is null then 'no tariff HRG'
      when booked.hrg in (select code from pricing_code where list = 'excluded HRG') then 'HRG outside national prices'
      when coalesce(booked.specialty in (select code from pricing_code where list = 'excluded specialty'), false)
        then 'specialty outside national prices'
      when not rule.priced then 'no rules for the price year'
      when booked.procedure_pence is null and booked.attendance is null then 'cannot be classed'
      when coalesce(booked.procedure_pence, booked.unit_e4) is null then 'no price for code and year'
      when booked.item_missing then 'no price for an unbundled item'
    end as verdict
  from booked
  cross join pricing_rule as rule
)
select
  record_key as line_key, provider, site, patient_key, practice_sent, practice_derived, activity_date,
  case
    when verdict in (
      'duplicate record key', 'outside the month of the extract', 'not attended', 'clock stop, not activity', 'excluded by the sender',
      'private patient', 'no tariff HRG', 'HRG outside national prices', 'specialty outside national prices'
    ) then 'EXCL'
    when verdict = 'not grouped' and (is_clock_stop or not is_seen) then 'EXCL'
    when procedure_pence is not null and coalesce(verdict, '') not in ('not grouped', 'no rules for the price year') then 'OPPROC'
    else attendance_pod
  end as pod,
  specialty, hrg, case when procedure_pence is null and attendance is distinct from hrg then attendance end as currency,
  cast(null as date) as admission_date, age, sex, cast(null as integer) as length_of_stay,
  cast(null as integer) as critical_care_days, cast(null as integer) as rehabilitation_days,
  cast(null as integer) as palliative_days, cast(null as integer) as qualifying_days, cast(null as varchar) as days_basis,
  cast(null as integer) as trim_days, cast(null as integer) as excess_days,
  coalesce(procedure_pence * 100, unit_e4) as base_e4, cast(null as integer) as short_stay_rate,
  0 as best_practice_pence, 0 as excess_pence, 0 as top_up_rate, item_e4 as unbundled_e4,
  procedure_pence is null as base_is_unit_cost, item_local, verdict, 1 as episodes, load_id, source_line
from judged
