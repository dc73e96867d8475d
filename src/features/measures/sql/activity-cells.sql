-- grain: list × practice × month; lines a count, bed_days a count, cost in pence; source: priced lines as attributed;
-- nulls: none (lines that no practice could be found for are left out)
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
    practice, month, kind, pod, coalesce(specialty, '') as specialty, coalesce(hrg, '') as hrg,
    case
      when age is null then 9 when age < 18 then 0 when age < 65 then 1 when age < 75 then 2 when age < 85 then 3 else 4
    end as age,
    length_of_stay, cost_pence
  from read_parquet({files}, union_by_name = true)
  where status <> 'excluded' and practice is not null
)
select
  list.list,
  line.practice,
  line.month,
  count(*) as lines,
  sum(coalesce(line.length_of_stay, 0)) as bed_days,
  sum(coalesce(line.cost_pence, 0)) as cost
from line
join list
  on list.kind = line.kind and list.pod = line.pod and list.specialty = line.specialty and list.hrg = line.hrg
  and list.age = line.age
group by 1, 2, 3
