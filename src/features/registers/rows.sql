-- grain: practice × disease register of a year; persons; line: its line in the published file; load: of which file;
-- source: lake (registers); nulls: none
select
  practice, list_type, patients, list, source_line as line, regexp_extract(filename, '([0-9a-f]{12})[^/]*$', 1) as load
from read_parquet({files}, filename = true)
where register = $register
order by practice
