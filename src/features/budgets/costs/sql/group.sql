-- grain: group of a practice in a month; source: membership; nulls: none
select group_code
from membership
where practice = $practice and from_month <= $month and (to_month is null or to_month >= $month)
