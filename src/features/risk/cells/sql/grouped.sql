-- grain: practice that was a member of any group in any month from $from to $to; source: membership; nulls: none
select distinct practice
from membership
where from_month <= $to and (to_month is null or to_month >= $from)
order by practice
