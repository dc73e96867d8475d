-- grain: hospital provider spell (provider × spell number); position is that of its last episode, which speaks for the
-- spell; episodes without duplicates; nulls: discharge_date (not discharged yet), position (only duplicates), admission_date
create or replace temp table pricing_spell as
select
  record.provider,
  coalesce(record.spell_number, '=' || record.record_key) as spell_number,
  max(record.discharge_date) as discharge_date,
  min(record.admission_date) filter (where duplicate.position is null) as admission_date,
  count(*) as rows,
  cast(count(*) filter (where duplicate.position is null) as integer) as episodes,
  arg_max(
    record.position,
    (coalesce(record.episode_order, -1), coalesce(record.episode_end, date '0001-01-01'), record.position)
  ) filter (where duplicate.position is null) as position
from pricing_record as record
left join pricing_duplicate as duplicate on duplicate.position = record.position
group by 1, 2
