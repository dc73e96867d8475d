-- grain: practice that is in two places in one month; source: membership; nulls: none
select distinct earlier.practice
from membership as earlier
join membership as later
  on later.practice = earlier.practice and later.from_month >= earlier.from_month
  and later.from_month <= coalesce(earlier.to_month, '9999-12')
  and (later.from_month, later.group_code, later.locality, coalesce(later.to_month, '9999-12'))
    > (earlier.from_month, earlier.group_code, earlier.locality, coalesce(earlier.to_month, '9999-12'))
order by 1
