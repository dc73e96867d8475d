-- grain: financial year; populations of one practice, or of the members of a group or locality in the month, as listed and as
-- weighted for need, in persons; source: need, membership; nulls: a population that is not published for any of them
select
  n.year, sum(n.population) as population, sum(n.final) as final, sum(n.general_acute) as general_acute,
  sum(n.community) as community, sum(n.mental_health) as mental_health, sum(n.maternity) as maternity,
  sum(n.prescribing) as prescribing, sum(n.health_inequalities) as health_inequalities
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
