-- grain: practice; what its patients' care of $lines cost above $limit pence each from $from to $to, and how many did; $places
-- name the service line of each point of delivery and treatment function; by the practice of each patient's last line;
-- source: priced lines {files}; nulls: none (lines without a patient are left out)
with place as (
  select split_part(item, '|', 1) as pod, split_part(item, '|', 2) as specialty, split_part(item, '|', 3) as line
  from (select unnest(string_split($places, ';')) as item)
),
scope as (select unnest(string_split($lines, ';')) as line),
patient as (
  select l.patient_key, max_by(l.practice, (l.activity_date, l.practice)) as practice, sum(l.cost_pence) as cost
  from {files} as l
  join place as p on p.pod = coalesce(l.pod, '') and p.specialty = coalesce(l.specialty, '')
  join scope as s on s.line = p.line
  where l.patient_key is not null and l.practice is not null and l.cost_pence > 0 and l.month between $from and $to
  group by l.patient_key
)
select practice, sum(cost - $limit) as pence, count(*) as patients
from patient
where cost > $limit
group by practice
order by practice
