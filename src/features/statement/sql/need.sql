-- grain: financial year; populations of one practice, or of the members of a group or locality in the month, as listed and as
-- weighted for need, in persons; source: need, membership; nulls: a population that is not published for all of them
select
  n.year, sum(n.population) as population,
  case when count(n.final) = count(*) then sum(n.final) end as final,
  case when count(n.general_acute) = count(*) then sum(n.general_acute) end as general_acute,
  case when count(n.community) = count(*) then sum(n.community) end as community,
  case when count(n.mental_health) = count(*) then sum(n.mental_health) end as mental_health,
  case when count(n.maternity) = count(*) then sum(n.maternity) end as maternity,
  case when count(n.prescribing) = count(*) then sum(n.prescribing) end as prescribing,
  case when count(n.health_inequalities) = count(*) then sum(n.health_inequalities) end as health_inequalities
from need as n
where ($practice is null or n.practice = $practice)
  and ($group is null or exists (
    select 1
    from membership as m
    where m.practice = n.practice and m.group_code = $group and ($locality is null or m.locality = $locality)
      and m.from_month <= $month and (m.to_month is null or m.to_month >= $month)
  ))
group by n.year
order by n.year
