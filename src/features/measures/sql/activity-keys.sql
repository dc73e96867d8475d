-- grain: kind × pod × specialty × HRG × class of age; what lines of hospital care can be told apart by; ages: 0 below 18,
-- 1 below 65, 2 below 75, 3 below 85, 4 above, 9 not stated; source: priced lines; nulls: none ('' where not stated)
select distinct
  kind, pod, coalesce(specialty, '') as specialty, coalesce(hrg, '') as hrg,
  case
    when age is null then 9 when age < 18 then 0 when age < 65 then 1 when age < 75 then 2 when age < 85 then 3 else 4
  end as age
from read_parquet({files}, union_by_name = true)
where status <> 'excluded' and practice is not null
