-- grain: practice × interval of membership; months 'YYYY-MM'; source: membership; nulls: to_month while it lasts
select
  membership.practice, membership.group_code, membership.group_name, membership.locality, membership.locality_name,
  membership.from_month, membership.to_month
from membership
order by 1, 6
