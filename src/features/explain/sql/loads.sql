-- grain: load in use in this build; version counts the files that have stood for the same feed, period and part;
-- first and last are its periods; source: load; nulls: extract_date, cut where not known
with numbered as (
  select *, row_number() over (partition by feed, period, part order by is_current, extract_date nulls first, sequence) as version
  from load
)
select
  load_id,
  any_value(feed) as feed,
  any_value(title) as title,
  any_value(file_name) as file_name,
  any_value(loaded_at) as loaded_at,
  any_value(extract_date) as extract_date,
  max(cut) as cut,
  min(period) as first,
  max(period) as last,
  cast(sum(rows) as bigint) as rows,
  max(quarantined) as quarantined,
  max(version) as version
from numbered
where is_current
group by load_id
order by feed, first, load_id
