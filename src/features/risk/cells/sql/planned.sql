-- grain: one row; patients of $practices with planned admissions from $from to $to, what these cost in pence, and the sum of the
-- squares of each patient's cost; $pods are the points of delivery that are planned; source: priced lines {files}; nulls: total
-- and squares where there are none
with pod as (select unnest(string_split($pods, ';')) as pod),
member as (select unnest(string_split($practices, ';')) as practice),
patient as (
  select l.patient_key, sum(l.cost_pence) as cost
  from {files} as l
  join pod as p on p.pod = l.pod
  join member as m on m.practice = l.practice
  where l.patient_key is not null and l.cost_pence > 0 and l.month between $from and $to
  group by l.patient_key
)
select count(*) as users, sum(cost) as total, sum(cost * cost) as squares
from patient
