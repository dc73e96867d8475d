-- grain: practice × month; persons on the list in force that month; source: list-size; a list by sex and age is summed
-- over men and women, unless it states a practice's total; nulls: none
insert into list_size
with totals as (
  select
    filename, practice, extract_date,
    sum(patients) filter (where sex = 'all') as stated,
    sum(patients) filter (where sex <> 'all') as summed
  from lake_list_size
  group by 1, 2, 3
)
select
  totals.practice, chosen.month, cast(coalesce(totals.stated, totals.summed) as bigint), chosen.extract_date, chosen.part
from stg_list_choice as chosen
join totals on totals.filename = chosen.filename and totals.extract_date = chosen.extract_date
where coalesce(totals.stated, totals.summed) is not null
order by 1, 2
