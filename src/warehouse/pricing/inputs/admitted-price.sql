-- grain: HRG; prices in pence, trims in days, share in ten-thousandths; source: the admitted-care book; nulls: no such price
create or replace temp table pricing_admitted_price as
select
  hrg, outpatient_procedure, combined, day_case, ordinary_elective, elective_trim, non_elective, non_elective_trim,
  per_day, coalesce(short_stay_applies, false) as short_stay_applies, short_stay_rate, short_stay, best_practice_addition
from pricing_admitted_book
where replace(year, '/', '-') = $price_year
qualify row_number() over (partition by hrg order by source_line desc) = 1
