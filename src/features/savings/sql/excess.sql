-- grain: practice; what its patients cost above $limit pence each from $from to $to, and how many did; by the practice of each
-- patient's last line; source: priced lines {files}; nulls: none (lines without a patient are left out)
with patient as (
  select patient_key, max_by(practice, activity_date) as practice, sum(cost_pence) as cost
  from {files}
  where patient_key is not null and practice is not null and cost_pence > 0 and month between $from and $to
  group by patient_key
)
select practice, sum(cost - $limit) as pence, count(*) as patients
from patient
where cost > $limit
group by practice
order by practice
