-- grain: fault of a row that could not be used; value as stored (identifiers as their kind and length only); faults: all of
-- the file; source: the quarantine Parquet of a load; nulls: value where the field was blank or the line cannot be split
select
  line as source_line,
  coalesce(column_name, 'the whole line') as column_name,
  value,
  reason,
  coalesce(remedy, '') as remedy,
  count(*) over () as faults
from read_parquet({file})
order by line, column_name, reason
limit $limit offset $offset
