-- grain: emergency attendance of the months read; counted: in the months that are counted; source: priced emergency lines and the
-- record each names; nulls: every field that was blank; lists of codes are |A|B|
with line as (
  select load_id, source_line, practice, patient_key, month, provider, cast(cost_pence as bigint) as cost_pence, cast(mff_ppm as bigint) as mff_ppm
  from read_parquet({lines}, union_by_name = true)
  where month >= $history and month <= $to and coalesce(reason, '') not in ('duplicate record key', 'outside the month of the extract')
),
attendance as (
  select *, regexp_extract(filename, '([0-9a-f]{12})[^/]*$', 1) as load_id
  from read_parquet({lake}, union_by_name = true, filename = true)
)
select
  cast(3 * row_number() over () + 2 as integer) as record, attendance.record_key as key, line.practice,
  hash(coalesce(line.patient_key, 'attendance ' || attendance.record_key)) as person_key, line.patient_key as person, line.month,
  line.month >= cast($from as varchar) as counted, line.provider, line.cost_pence, line.mff_ppm, nullif(attendance.sex, '') as sex,
  cast(attendance.age as integer) as age, attendance.arrival_date, cast(null as varchar) as specialty,
  lpad(nullif(attendance.department_type, ''), 2, '0') as department_type,
  ltrim(nullif(attendance.attendance_category, ''), '0') as attendance_category, nullif(attendance.arrival_mode, '') as arrival_mode,
  nullif(attendance.hrg, '') as hrg, nullif(attendance.discharge_status, '') as discharge_status,
  nullif(attendance.discharge_follow_up, '') as discharge_follow_up,
  '|' || nullif(attendance.investigations, '') || '|' as investigations, '|' || nullif(attendance.treatments, '') || '|' as treatments
from line
join attendance on attendance.load_id = line.load_id and attendance.source_line = line.source_line
