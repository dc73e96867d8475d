-- grain: practice that was ever a member of the group, or whose coordinates lie within a tenth of a degree of those that are;
-- patients of the month's list, populations of the newest need at or before the month's year, in persons; member: in the
-- month; none that had closed by then; source: membership, need, list_size, practice; nulls: whatever is not loaded for a practice
with needed as (
  select practice, year, population, final, latitude, longitude
  from (
    select n.*, row_number() over (partition by practice order by year <= $year desc, year desc) as newest
    from need as n
  ) as ranked
  where newest = 1
),
ever as (
  select
    practice, bool_or(from_month <= $month and (to_month is null or to_month >= $month)) as member,
    max(case when from_month <= $month and (to_month is null or to_month >= $month) then locality end) as locality,
    max(case when from_month <= $month and (to_month is null or to_month >= $month) then locality_name end) as locality_name
  from membership
  where group_code = $group
  group by practice
),
box as (
  select
    min(latitude) - 0.1 as south, max(latitude) + 0.1 as north, min(longitude) - 0.1 as west, max(longitude) + 0.1 as east
  from needed
  where practice in (select practice from ever where member)
),
listed as (
  select practice from ever where member
  union
  select n.practice
  from needed as n
  cross join box as b
  where n.latitude between b.south and b.north and n.longitude between b.west and b.east
)
select
  c.practice, coalesce(p.name, c.practice) as name, coalesce(e.member, false) as member,
  coalesce(e.locality, '') as locality, coalesce(e.locality_name, '') as locality_name, l.patients,
  n.population, n.final as weighted, n.year as need_year,
  n.latitude, n.longitude
from listed as c
left join ever as e on e.practice = c.practice
left join needed as n on n.practice = c.practice
left join practice as p on p.practice = c.practice
left join list_size as l on l.practice = c.practice and l.month = $month
where e.member or ((l.patients > 0 or n.population > 0) and (p.closed is null or strftime(p.closed, '%Y-%m') > $month))
order by e.member desc nulls last, name, c.practice
limit 400
