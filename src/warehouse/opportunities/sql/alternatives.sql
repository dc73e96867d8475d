-- grain: what care costs in another setting, pence a visit, by kind of visit and specialty ('' for all); source: priced lines of the
-- period; nulls: none
create or replace temp table opportunity_alternative (visit varchar, specialty varchar, pence bigint);
insert into opportunity_alternative
select
  case when attendance_type = '21' then 'first' else 'follow-up' end, coalesce(specialty, ''), cast(avg(cost_pence) as bigint)
from opportunity_appointment
where attendance_type in ('21', '22') and cost_pence is not null
group by grouping sets ((1, 2), (1));
insert into opportunity_alternative
select 'same day', '', cast(avg(cost_pence) as bigint)
from opportunity_attendance
where counted and department_type = '01' and cost_pence is not null
having count(*) > 0
