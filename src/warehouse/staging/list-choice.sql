-- grain: month of the build; the list in force: the latest by extract date at or before the month's end, and of lists of one
-- day the one with every practice's total, then the one by age, then the prescribing services' own; nulls: none
create temp table stg_list_choice as
with lists as (
  select distinct lake_list_size.filename, lake_list_size.extract_date, part.part, part.sequence
  from lake_list_size
  join part on part.filename = lake_list_size.filename
)
select calendar.month, lists.filename, lists.extract_date, lists.part
from calendar
join lists on lists.extract_date <= calendar.last_day
qualify row_number() over (
  partition by calendar.month
  order by
    lists.extract_date desc,
    case lists.part when 'prac-all' then 1 when 'quin-age' then 2 else 3 end,
    lists.sequence desc
) = 1
