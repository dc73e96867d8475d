-- grain: load of disease registers of a year that is in use, or was before a later one took its place; version counts them;
-- source: load, load_note; nulls: none
select
  load.load_id as load, load.file_name as file, load.title, load.loaded_at as loaded, load.rows, load.is_current as current,
  row_number() over (order by load.sequence) as version,
  coalesce((select string_agg(note, ' ' order by note) from load_note where load_note.load_id = load.load_id), '') as notes
from load
where load.feed = 'registers' and load.period = $period
order by load.sequence
