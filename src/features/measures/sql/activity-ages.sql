-- grain: list × sex × band of five years of age (its first year; 95 and over together); lines a count, over all practices and
-- months; source: priced lines as attributed; nulls: none (lines without age or sex are left out)
with list as (
  select unnest(
    from_json(
      $lists,
      '[{"list":"INTEGER","kind":"VARCHAR","pod":"VARCHAR","specialty":"VARCHAR","hrg":"VARCHAR","age":"INTEGER"}]'
    ),
    recursive := true
  )
),
line as (
  select
    kind, pod, coalesce(specialty, '') as specialty, coalesce(hrg, '') as hrg, sex, age as years,
    case
      when age is null then 9 when age < 18 then 0 when age < 65 then 1 when age < 75 then 2 when age < 85 then 3 else 4
    end as age
  from read_parquet({files}, union_by_name = true)
  where status <> 'excluded' and practice is not null and age is not null
)
select
  list.list,
  case when line.sex in ('1', 'male', 'M') then 'male' else 'female' end as sex,
  cast(least(95, line.years - line.years % 5) as integer) as age_from,
  count(*) as lines
from line
join list
  on list.kind = line.kind and list.pod = line.pod and list.specialty = line.specialty and list.hrg = line.hrg
  and list.age = line.age
where line.sex in ('1', '2', 'male', 'female', 'M', 'F')
group by 1, 2, 3
