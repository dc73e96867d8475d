-- grain: month × provider; episodes of spells that no row of the month gives a discharge date; source: admitted; nulls: none
insert into undischarged
with open_episode as (
  select filename, provider, spell_number from lake_admitted where discharge_date is null
)
select part.period, coalesce(open_episode.provider, ''), count(*)
from open_episode
join part on part.filename = open_episode.filename
where not exists (
  select 1 from lake_admitted as closed
  where closed.discharge_date is not null and closed.filename = open_episode.filename
    and closed.provider = open_episode.provider and closed.spell_number = open_episode.spell_number
)
group by 1, 2
order by 1, 2
