-- grain: kind × month × version of it that was loaded (by extract date); rows of the version, whether it was extracted after the
-- month's freeze date, and whether it is the one in the figures; source: load; nulls: none (loads without an extract date tell
-- nothing of lateness)
select
  feed as kind, period as month, cast(extract_date as varchar) as extract_date,
  sum(rows) as rows, bool_and(coalesce(cut, '') = 'freeze') as is_final, bool_or(is_current) as is_current
from load
where feed in ('admitted', 'outpatient', 'emergency') and extract_date is not null
group by feed, period, extract_date
order by feed, period, extract_date
