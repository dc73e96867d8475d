-- grain: month of which more than one version of a patient-level feed was loaded; rows of the first and of the last version;
-- source: load; nulls: none
with version as (
  select
    feed, period, part, rows,
    row_number() over (partition by feed, period, part order by is_current, extract_date nulls first, sequence) as first_order,
    row_number() over (partition by feed, period, part order by is_current desc, extract_date desc nulls last, sequence desc) as last_order,
    count(*) over (partition by feed, period, part) as versions
  from load
  where feed in ('admitted', 'outpatient', 'emergency')
)
select
  period,
  sum(case when first_order = 1 then rows else 0 end) as first_rows,
  sum(case when last_order = 1 then rows else 0 end) as last_rows
from version
where versions > 1
group by period
order by period
