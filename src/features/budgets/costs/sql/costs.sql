-- grain: practice × service line × month; what care cost in £0.00001, activity and contract lines being whole pence;
-- $places says the service line of each point of delivery and treatment function ('NEL|300|general-and-acute;…');
-- source: activity, contract, prescribing; nulls: none (what no practice could be found for is left out)
with place as (
  select split_part(item, '|', 1) as pod, split_part(item, '|', 2) as specialty, split_part(item, '|', 3) as line
  from (select unnest(string_split($places, ';')) as item)
),
cost as (
  select a.practice, p.line, a.month, sum(a.cost_pence) * 1000 as e5
  from activity as a
  join place as p on p.pod = a.pod and p.specialty = a.specialty
  where a.practice is not null and a.month between $from and $to
  group by a.practice, p.line, a.month
  union all
  select c.practice, p.line, c.month, sum(c.cost_pence) * 1000
  from contract as c
  join place as p on p.pod = c.pod and p.specialty = c.specialty
  where c.practice is not null and c.month between $from and $to
  group by c.practice, p.line, c.month
  union all
  select practice, $prescribing, month, sum(cost_e5)
  from prescribing
  where practice is not null and month between $from and $to
  group by practice, month
)
select practice, line, month, sum(e5) as e5
from cost
group by practice, line, month
order by practice, line, month
