-- grain: practice whose name or code holds the words looked for, in or out of a group; at most 100, by name; source: practice,
-- membership; nulls: group where it was no member in the month
select p.practice, p.name, p.postcode, p.status, m.group_name, m.locality_name
from practice as p
left join membership as m
  on m.practice = p.practice and m.from_month <= $month and (m.to_month is null or m.to_month >= $month)
where contains(lower(p.name), lower($find)) or contains(lower(p.practice), lower($find))
order by p.name, p.practice
limit 100
