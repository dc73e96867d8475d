-- grain: none: the practices of all records as a type of few bytes, which is grouped by faster than text; source: the three tables of
-- records; nulls: none
create or replace type opportunity_practice as enum (
  select distinct practice from (
    select practice from opportunity_spell
    union all
    select practice from opportunity_appointment
    union all
    select practice from opportunity_attendance
  )
  where practice is not null
)
