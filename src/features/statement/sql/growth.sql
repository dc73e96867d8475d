-- grain: whole build, one row; rows of the first and of the last version of every patient-level month of which more than one
-- version was loaded; source: load; nulls: both where no month has two versions
with version as (
  select
    feed, period, part, rows,
    row_number() over (partition by feed, period, part order by sequence) as first_order,
    row_number() over (partition by feed, period, part order by sequence desc) as last_order,
    count(*) over (partition by feed, period, part) as versions
  from load
  where feed in ('admitted', 'outpatient', 'emergency')
)
select
  sum(case when first_order = 1 then rows end) as first_rows,
  sum(case when last_order = 1 then rows end) as last_rows
from version
where versions > 1
