-- grain: practice; weighted populations of one financial year, persons to six decimals; source: need; nulls: as published
select
  practice, population, general_acute, community, mental_health, maternity, prescribing, final_primary_medical,
  health_inequalities, final
from need
where year = $year
order by practice
