-- grain: practice named by any file; the newest directory first, then the allocation file, then prescribing addresses,
-- then the lines of prescribing;
-- source: practices, need, prescribing-practices, prescribing; nulls: what the file does not carry
create temp table stg_practice_name as
with named as (
  select 1 as preference, practice, name, postcode, opened, closed, status, filename from lake_practices
  union all
  select 2, practice, name, null, null, null, null, filename from lake_need where name is not null
  union all
  select 3, practice, name, null, null, null, null, filename from lake_prescribing_practices
  union all
  select distinct 4, practice, practice_name, null, null, null, null, filename from lake_prescribing
  where practice_name is not null and not unidentified
)
select named.practice, named.name, named.postcode, named.opened, named.closed, named.status
from named
join part on part.filename = named.filename
where named.practice is not null and named.name is not null
qualify row_number() over (
  partition by named.practice order by named.preference, part.period desc, part.sequence desc
) = 1
