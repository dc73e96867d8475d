-- grain: one row; priced lines of the months read, without those that are no line of their own; source: priced lines; nulls: none
select count(*) as lines
from read_parquet({lines}, union_by_name = true)
where month >= $history and month <= $to and coalesce(reason, '') not in ('duplicate record key', 'outside the month of the extract')
