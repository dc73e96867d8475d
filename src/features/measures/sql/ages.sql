-- grain: extract date × practice × sex × age band; persons; the last load of a date where several are in the build, the list by
-- five years of age before others; source: lake (list-size); nulls: age_to of the oldest band
select
  strftime(extract_date, '%Y-%m') as month, practice, sex, age_from, age_to, sum(patients) as patients,
  regexp_extract(filename, '([0-9a-f]{12})[^/]*$', 1) as load
from read_parquet({files}, filename = true, union_by_name = true)
where sex in ('male', 'female') and not (age_from = 0 and age_to is null)
group by 1, 2, 3, 4, 5, 7
order by 1, 2, 3, 4
