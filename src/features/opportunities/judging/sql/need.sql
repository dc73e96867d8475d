-- grain: practice, in the latest year of need; index: people weighted for health inequalities, and for all need, per thousand listed;
-- source: need; nulls: an index where the year has no such column
select
  practice, cast(1000 * health_inequalities / nullif(population, 0) as integer) as inequality_index,
  cast(1000 * final / nullif(population, 0) as integer) as need_index
from need
where year = (select max(year) from need)
order by practice
