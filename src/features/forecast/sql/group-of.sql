-- grain: group of which the practice, or any practice of the locality, is a member in the month, the newest first; at most one;
-- $practice or $locality is null; source: membership; nulls: none
select group_code
from membership
where (practice = $practice or locality = $locality)
  and from_month <= $month
order by case when to_month is null or to_month >= $month then 0 else 1 end, from_month desc, group_code
limit 1
