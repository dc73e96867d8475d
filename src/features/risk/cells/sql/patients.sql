-- grain: sex × five-year band of age; one item for each patient with priced hospital care in any of the months, as text:
-- cost from $earlier_from to $earlier_to, then cost from $from to $to of general and acute, community, mental health and
-- maternity care, in pence; $practices are the practices whose patients are drawn from; source: priced lines {files};
-- nulls: none (lines without a patient or a sex are left out)
with place as (
  select split_part(item, '|', 1) as pod, split_part(item, '|', 2) as specialty, split_part(item, '|', 3) as line
  from (select unnest(string_split($places, ';')) as item)
),
member as (select unnest(string_split($practices, ';')) as practice),
patient as (
  select
    l.patient_key, max(l.age) as age, max(l.sex) as sex,
    sum(case when l.month between $earlier_from and $earlier_to then l.cost_pence else 0 end) as earlier,
    sum(case when p.line = 'general-and-acute' and l.month between $from and $to then l.cost_pence else 0 end) as acute,
    sum(case when p.line = 'community' and l.month between $from and $to then l.cost_pence else 0 end) as community,
    sum(case when p.line = 'mental-health' and l.month between $from and $to then l.cost_pence else 0 end) as mental,
    sum(case when p.line = 'maternity' and l.month between $from and $to then l.cost_pence else 0 end) as maternity
  from {files} as l
  join place as p on p.pod = coalesce(l.pod, '') and p.specialty = coalesce(l.specialty, '')
  join member as m on m.practice = l.practice
  where l.patient_key is not null and l.cost_pence > 0 and l.sex in ('1', '2')
    and (l.month between $from and $to or l.month between $earlier_from and $earlier_to)
  group by l.patient_key
)
select
  case sex when '1' then 'male' else 'female' end as sex,
  case when age >= 95 then 95 else age - age % 5 end as age_from,
  string_agg(concat(earlier, '|', acute, '|', community, '|', mental, '|', maternity), ';') as patients
from patient
group by sex, case when age >= 95 then 95 else age - age % 5 end
order by sex, age_from
