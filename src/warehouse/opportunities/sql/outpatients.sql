-- grain: outpatient appointment of the months counted; source: priced outpatient lines and the record each names;
-- nulls: every field that was blank; attendance_type where the patient was not seen
with line as (
  select load_id, source_line, practice, patient_key, month, provider, cast(cost_pence as bigint) as cost_pence, cast(mff_ppm as bigint) as mff_ppm
  from read_parquet({lines}, union_by_name = true)
  where month >= $from and month <= $to and coalesce(reason, '') not in ('duplicate record key', 'outside the month of the extract')
),
appointment as (
  select *, regexp_extract(filename, '([0-9a-f]{12})[^/]*$', 1) as load_id
  from read_parquet({lake}, union_by_name = true, filename = true)
)
select
  cast(3 * row_number() over () + 1 as integer) as record, appointment.record_key as key, line.practice,
  hash(coalesce(line.patient_key, 'appointment ' || appointment.record_key)) as person_key, line.patient_key as person, line.month,
  true as counted, line.provider, line.cost_pence, line.mff_ppm, nullif(appointment.sex, '') as sex,
  cast(appointment.age as integer) as age, appointment.attendance_date, nullif(appointment.specialty, '') as specialty,
  case
    when appointment.attendance_status in ('5', '6') then
      case appointment.first_attendance when '1' then '1' when '2' then '2' when '3' then '21' when '4' then '22' end
  end as attendance_type,
  nullif(appointment.attendance_status, '') as attendance_status, nullif(appointment.first_attendance, '') as first_attendance,
  nullif(appointment.referral_source, '') as referral_source, nullif(appointment.attendance_outcome, '') as attendance_outcome,
  nullif(appointment.hrg, '') as hrg
from line
join appointment on appointment.load_id = line.load_id and appointment.source_line = line.source_line
