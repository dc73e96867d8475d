-- grain: emergency-care attendance; components before market forces: £0.0001; verdict: why the line has no price;
-- nulls: components where the verdict is not null, everything about stays, specialty
create or replace temp view pricing_draft as
with booked as (
  select
    record.*, duplicate.position is not null as is_duplicate, department.value as department_rule,
    case department.value when 'own' then record.hrg when 'local' then null else department.value end as priced_code
  from pricing_record as record
  left join pricing_duplicate as duplicate on duplicate.position = record.position
  left join pricing_code as department on department.list = 'department type' and department.code = record.department_type
),
judged as (
  select
    booked.*, cost.unit_e4,
    case
      when booked.is_duplicate then 'duplicate record key'
      when booked.activity_date is null or booked.activity_date < rule.first_day or booked.activity_date > rule.last_day
        then 'outside the month of the extract'
      when not booked.grouped then 'not grouped'
      when booked.excluded = 'Y' then 'excluded by the sender'
      when booked.hrg is null then 'no tariff HRG'
      when booked.hrg in (select code from pricing_code where list = 'excluded HRG') then 'HRG outside national prices'
      when not rule.priced then 'no rules for the price year'
      when booked.department_rule is null then 'cannot be classed'
      when booked.department_rule = 'local' then 'local price'
      when cost.unit_e4 is null then 'no price for code and year'
    end as verdict
  from booked
  cross join pricing_rule as rule
  left join pricing_unit_cost as cost
    on cost.department = rule.emergency_department and cost.currency = booked.priced_code
)
select
  record_key as line_key, provider, site, patient_key, practice_sent, practice_derived, activity_date,
  case
    when verdict in (
      'duplicate record key', 'outside the month of the extract', 'excluded by the sender', 'no tariff HRG', 'HRG outside national prices'
    ) then 'EXCL'
    else 'AE'
  end as pod,
  cast(null as varchar) as specialty, hrg, case when priced_code is distinct from hrg then priced_code end as currency,
  cast(null as date) as admission_date, age, sex, cast(null as integer) as length_of_stay,
  cast(null as integer) as critical_care_days, cast(null as integer) as rehabilitation_days,
  cast(null as integer) as palliative_days, cast(null as integer) as qualifying_days, cast(null as varchar) as days_basis,
  cast(null as integer) as trim_days, cast(null as integer) as excess_days,
  unit_e4 as base_e4, cast(null as integer) as short_stay_rate, 0 as best_practice_pence, 0 as excess_pence, 0 as top_up_rate,
  0 as unbundled_e4, true as base_is_unit_cost, false as item_local, verdict, 1 as episodes, load_id, source_line
from judged
