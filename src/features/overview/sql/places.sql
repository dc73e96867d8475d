-- grain: group × locality with any member in the month; source: membership; nulls: none
select group_code, group_name, locality, locality_name, count(*) as practices
from membership
where from_month <= $month and (to_month is null or to_month >= $month)
group by group_code, group_name, locality, locality_name
order by group_name, locality_name
