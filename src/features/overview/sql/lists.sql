-- grain: locality × month of the financial year up to the month; registered patients of its members in that month, and how
-- many practices they are; source: list_size, membership; nulls: patients where no list is loaded
select
  m.locality, any_value(m.locality_name) as locality_name, c.month, sum(l.patients) as patients, count(*) as practices
from (select unnest(from_json($months, '["VARCHAR"]')) as month) as c
join membership as m on m.from_month <= c.month and (m.to_month is null or m.to_month >= c.month)
left join list_size as l on l.practice = m.practice and l.month = c.month
where m.group_code = $group and ($locality is null or m.locality = $locality)
group by m.locality, c.month
