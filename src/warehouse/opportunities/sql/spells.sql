-- grain: hospital provider spell of the months read, with the codes of its last episode; counted: discharged in the months that
-- are counted; source: priced admitted lines and the episode each names; nulls: every field that was blank; lists of codes are |A|B|
with line as (
  select
    load_id, source_line, practice, patient_key, month, provider, cast(cost_pence as bigint) as cost_pence, cast(mff_ppm as bigint) as mff_ppm,
    cast(length_of_stay as integer) as length_of_stay, cast(age as integer) as age, episodes
  from read_parquet({lines}, union_by_name = true)
  where month >= $history and month <= $to and coalesce(reason, '') not in ('duplicate record key', 'outside the month of the extract')
),
episode as (
  select *, regexp_extract(filename, '([0-9a-f]{12})[^/]*$', 1) as load_id
  from read_parquet({lake}, union_by_name = true, filename = true)
)
select
  cast(3 * row_number() over () as integer) as record, episode.record_key as key, line.practice,
  hash(coalesce(line.patient_key, 'spell ' || episode.record_key)) as person_key, line.patient_key as person, line.month,
  line.month >= cast($from as varchar) as counted, line.provider, line.cost_pence, line.mff_ppm,
  nullif(episode.sex, '') as sex, line.age, nullif(episode.admission_method, '') as admission_method,
  nullif(episode.classification, '') as classification, nullif(episode.specialty, '') as specialty,
  nullif(episode.main_specialty, '') as main_specialty, episode.admission_date, episode.discharge_date, episode.procedure_date,
  line.length_of_stay, nullif(episode.episode_type, '') as episode_type, line.episodes as episode_count,
  nullif(episode.well_baby, '') as well_baby, nullif(episode.hrg, '') as hrg,
  nullif(episode.discharge_method, '') as discharge_method, nullif(episode.discharge_destination, '') as discharge_destination,
  nullif(episode.primary_diagnosis, '') as primary_diagnosis, nullif(episode.primary_procedure, '') as primary_procedure,
  '|' || nullif(episode.secondary_diagnoses, '') || '|' as secondary_diagnosis,
  '|' || nullif(episode.secondary_procedures, '') || '|' as secondary_procedure,
  '|' || nullif(concat_ws('|', nullif(episode.primary_diagnosis, ''), nullif(episode.secondary_diagnoses, '')), '') || '|' as any_diagnosis,
  '|' || nullif(concat_ws('|', nullif(episode.primary_procedure, ''), nullif(episode.secondary_procedures, '')), '') || '|' as any_procedure
from line
join episode on episode.load_id = line.load_id and episode.source_line = line.source_line
