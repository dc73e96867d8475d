-- grain: practice and group from a first to a last month; source: membership; nulls: to_month while it lasts
insert into membership
select
  practice, group_code, coalesce(group_name, group_code), coalesce(locality, ''), coalesce(locality_name, locality, ''),
  strftime(from_date, '%Y-%m'), strftime(to_date, '%Y-%m')
from lake_membership
order by 1, 6
