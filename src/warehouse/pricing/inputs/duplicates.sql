-- grain: record whose key came earlier in the month's files; its place in the files; nulls: none
-- Keys are first counted by hash, which is narrow; only the few that may be twice are compared as text.
create or replace temp table pricing_duplicate as
with suspect as (
  select hash(record_key) as key_hash from pricing_record group by hash(record_key) having count(*) > 1
),
candidate as (
  select record_key, position from pricing_record where hash(record_key) in (select key_hash from suspect)
)
select position
from candidate
qualify row_number() over (partition by record_key order by position) > 1
