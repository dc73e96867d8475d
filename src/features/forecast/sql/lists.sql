-- grain: practice that was ever a member of the group; months: 'month=patients' for each month with a list in force, by blanks;
-- source: list_size, membership; nulls: none
select practice, string_agg(concat(month, '=', cast(patients as varchar)), ' ') as months
from list_size
where month <= $to and practice in (select practice from membership where group_code = $group)
group by practice
order by practice
