-- grain: financial year × HRG; pence: what the same care costs as a day case, in a clinic, and one further day in bed; where the book
-- names no daily price its median stands in; source: admitted price books; nulls: prices that a book does not have
create or replace temp table opportunity_price as
select
  year, hrg, max(coalesce(day_case, combined)) as day_case, max(outpatient_procedure) as outpatient_procedure,
  max(coalesce(per_day, usual)) as per_day
from (
  select *, cast(median(per_day) over (partition by year) as bigint) as usual from read_parquet({books}, union_by_name = true)
)
group by 1, 2
