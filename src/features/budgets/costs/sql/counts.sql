-- grain: service line × month; hospital and contract activity (lines; contract activity rounded up) of the practices in $practices,
-- in each month from $from to $month; $places says the service line of each point of delivery and treatment function;
-- source: activity, contract; nulls: none
with place as (
  select split_part(item, '|', 1) as pod, split_part(item, '|', 2) as specialty, split_part(item, '|', 3) as line
  from (select unnest(string_split($places, ';')) as item)
),
own as (select unnest(string_split($practices, ';')) as practice),
counted as (
  select p.line, a.month, sum(a.lines) * 1000 as thousandths
  from activity as a
  join own as o on o.practice = a.practice
  join place as p on p.pod = a.pod and p.specialty = a.specialty
  where a.month between $from and $month
  group by p.line, a.month
  union all
  select p.line, c.month, sum(c.activity_thousandths)
  from contract as c
  join own as o on o.practice = c.practice
  join place as p on p.pod = c.pod and p.specialty = c.specialty
  where c.month between $from and $month
  group by p.line, c.month
)
select line, month, cast(ceil(sum(thousandths) / 1000.0) as bigint) as counted
from counted
group by line, month
order by line, month
