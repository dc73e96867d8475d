-- grain: practice × financial year; weighted persons to six decimals; source: need; nulls: as published
insert into need
select
  lake_need.practice, replace(part.period, '-', '/'), lake_need.population, lake_need.general_acute, lake_need.community,
  lake_need.mental_health, lake_need.maternity, lake_need.health_inequalities, lake_need.prescribing, lake_need.final,
  lake_need.primary_medical, lake_need.final_primary_medical, lake_need.latitude, lake_need.longitude
from lake_need
join part on part.filename = lake_need.filename
order by 1, 2
