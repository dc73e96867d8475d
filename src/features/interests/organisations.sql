-- grain: provider or practice of the group that may be named; source: provider, practice, membership; nulls: none
select 'provider' as kind, provider as code, name from provider
union all
select distinct 'practice' as kind, p.practice as code, p.name
from practice as p
inner join membership as m on m.practice = p.practice
order by kind, name, code
