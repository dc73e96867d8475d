-- grain: practice; weighted populations of a financial year, or of the newest one before it that is loaded, persons to six
-- decimals; source: need; nulls: as published
select
  practice, year, population, general_acute, community, mental_health, maternity, prescribing, final_primary_medical,
  health_inequalities, final
from need
where year = (select max(n.year) from need as n where n.year <= $year)
order by practice
