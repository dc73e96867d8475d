-- grain: practice × sex × first age of a band; patients of the newest list with bands at or before $month, or of the first one
-- after it; of two lists of one day, the one with more bands; source: list sizes in the lake {files}, with their file names;
-- nulls: none
with band as (
  select practice, sex, age_from, patients, extract_date, filename
  from {files}
  where sex in ('male', 'female') and (age_to is not null or age_from > 0)
),
list as (
  select
    practice, extract_date, filename, count(*) as bands, substr(cast(extract_date as varchar), 1, 7) <= $month as is_before
  from band
  group by practice, extract_date, filename
),
chosen as (
  select practice, extract_date, filename
  from list
  qualify row_number() over (
    partition by practice
    order by is_before desc, case when is_before then extract_date end desc, extract_date, bands desc, filename
  ) = 1
)
select band.practice, band.sex, band.age_from, cast(band.patients as bigint) as patients
from band
join chosen
  on chosen.practice = band.practice and chosen.extract_date = band.extract_date and chosen.filename = band.filename
order by band.practice, band.sex, band.age_from
