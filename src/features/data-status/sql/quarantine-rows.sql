-- grain: fault of a row that could not be used; value as stored (identifiers as their kind and length only); faults: all of
-- the file; source: the quarantine Parquet of a load; nulls: value where the field was blank
select source_line, column_name, value, reason, remedy, count(*) over () as faults
from read_parquet({file})
order by source_line, column_name, reason
limit $limit offset $offset
