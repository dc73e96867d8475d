-- grain: practice with a list in the month; shares of its patients by age and sex (text of a decimal), need and health
-- inequality for each patient of the newest year at hand; source: lake (list-size), list_size, need; nulls: a share without a
-- list by age, need where no weights name the practice
with ages as (
  select practice, extract_date, sex, age_from, max(patients) as patients
  from read_parquet({files}, union_by_name = true)
  where sex in ('male', 'female') and not (age_from = 0 and age_to is null)
    and strftime(extract_date, '%Y-%m') <= $month
    and age_from % 5 = 0 and age_from < 120 and (age_to is null or age_to - age_from = 4)
  group by 1, 2, 3, 4
),
newest as (
  select * from ages
  qualify extract_date = max(extract_date) over (partition by practice)
),
shares as (
  select
    practice,
    cast(sum(patients) filter (where age_from >= 75) as decimal(18, 6)) / sum(patients) as old,
    cast(sum(patients) filter (where age_from < 15) as decimal(18, 6)) / sum(patients) as young,
    cast(sum(patients) filter (where sex = 'female' and age_from between 15 and 40) as decimal(18, 6)) / sum(patients) as women
  from newest
  group by 1
),
needs as (
  select practice, general_acute / nullif(population, 0) as need, health_inequalities / nullif(population, 0) as inequality
  from need
  qualify row_number() over (partition by practice order by year desc) = 1
)
select
  list_size.practice,
  cast(list_size.patients as varchar) as patients,
  cast(shares.old as varchar) as old,
  cast(shares.young as varchar) as young,
  cast(shares.women as varchar) as women,
  cast(needs.need as varchar) as need,
  cast(needs.inequality as varchar) as inequality
from list_size
left join shares on shares.practice = list_size.practice
left join needs on needs.practice = list_size.practice
where list_size.month = $month
order by 1
