-- grain: practice × sex × five-year band × class of cost; patients with priced hospital care from $from to $to; class 0 costs
-- up to $bound0, 1 up to $bound1 and so on; by the practice of each patient's last line; source: priced lines {files}; nulls: none
with patient as (
  select patient_key, max_by(practice, (activity_date, practice)) as practice, max(age) as age, max(sex) as sex, sum(cost_pence) as cost
  from {files}
  where patient_key is not null and practice is not null and cost_pence > 0 and sex in ('1', '2') and month between $from and $to
  group by patient_key
)
select
  practice, case sex when '1' then 'male' else 'female' end as sex,
  case when age >= 95 then 95 else age - age % 5 end as age_from,
  case
    when cost > $bound4 then 5 when cost > $bound3 then 4 when cost > $bound2 then 3 when cost > $bound1 then 2
    when cost > $bound0 then 1 else 0
  end as class,
  count(*) as patients
from patient
group by
  practice, sex, case when age >= 95 then 95 else age - age % 5 end,
  case
    when cost > $bound4 then 5 when cost > $bound3 then 4 when cost > $bound2 then 3 when cost > $bound1 then 2
    when cost > $bound0 then 1 else 0
  end
order by practice, sex, age_from, class
