-- grain: group with any member in the month; source: membership; nulls: none
select distinct group_code, group_name
from membership
where from_month <= $month and (to_month is null or to_month >= $month)
order by group_name
