-- grain: load × column × reason; rows that could not be used, with the mend; in_use: the load still counts;
-- source: quarantine, load; nulls: none
select
  q.load_id,
  q.file_name,
  q.column_name,
  q.reason,
  q.remedy,
  q.rows,
  coalesce(l.in_use, false) as in_use
from quarantine as q
left join (select load_id, bool_or(is_current) as in_use from load group by load_id) as l on l.load_id = q.load_id
order by in_use desc, q.rows desc, q.file_name, q.column_name, q.reason
