-- grain: load; version counts the files that have stood for the same feed, period and part; first and last are its
-- periods, in_use: any part of it is current; source: load, load_note; nulls: extract_date, cut where not known, notes
with numbered as (
  select *, row_number() over (partition by feed, period, part order by is_current, extract_date nulls first, sequence) as version
  from load
),
noted as (
  select load_id, string_agg(note, ' ' order by note) as notes from load_note group by load_id
)
select
  numbered.load_id,
  any_value(numbered.sequence) as sequence,
  any_value(numbered.feed) as feed,
  any_value(numbered.title) as title,
  any_value(numbered.file_name) as file_name,
  any_value(numbered.loaded_at) as loaded_at,
  any_value(numbered.extract_date) as extract_date,
  max(numbered.cut) as cut,
  min(numbered.period) as first,
  max(numbered.period) as last,
  cast(sum(numbered.rows) as bigint) as rows,
  max(numbered.quarantined) as quarantined,
  max(numbered.version) as version,
  bool_or(numbered.is_current) as in_use,
  any_value(noted.notes) as notes
from numbered
left join noted on noted.load_id = numbered.load_id
group by numbered.load_id
order by sequence desc
