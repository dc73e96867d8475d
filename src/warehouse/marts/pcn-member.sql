-- grain: practice and primary care network from a date; source: the newest network file; nulls: to_date while it lasts
insert into pcn_member
select lake_pcn_members.practice, lake_pcn_members.pcn, lake_pcn_members.pcn_name, lake_pcn_members.from_date, lake_pcn_members.to_date
from lake_pcn_members
join part on part.filename = lake_pcn_members.filename
where part.period = (select max(period) from part where feed = 'pcn-members')
order by 1, 4
