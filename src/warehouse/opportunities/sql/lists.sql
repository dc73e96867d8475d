-- grain: practice × age band × sex; registered people, mean over the months of the period, in thousandths; source: lists by sex and age, the
-- latest at or before each month, or the first after it; nulls: none
with lists as (
  select practice, extract_date, sex, age_from, age_to, patients
  from read_parquet({lists}, union_by_name = true, filename = true)
  where sex in ('male', 'female') and (age_to is not null or age_from >= 95)
  qualify dense_rank() over (partition by extract_date order by filename desc) = 1
),
calendar as (
  select unnest(string_split(cast($months as varchar), ' ')) as month
),
chosen as (
  select
    calendar.month,
    coalesce(
      max(dates.extract_date) filter (where strftime(dates.extract_date, '%Y-%m') <= calendar.month), min(dates.extract_date)
    ) as extract_date
  from calendar
  cross join (select distinct extract_date from lists) as dates
  group by 1
)
select
  lists.practice, cast(least(idiv(lists.age_from, 5), 19) as tinyint) as age_band, case lists.sex when 'male' then '1' else '2' end as sex,
  cast(idiv(sum(lists.patients) * 1000, (select count(*) from calendar)) as bigint) as people
from chosen
join lists on lists.extract_date = chosen.extract_date
group by 1, 2, 3
order by 1, 2, 3
