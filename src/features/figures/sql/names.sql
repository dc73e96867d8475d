-- grain: kind of name × code; the words for every code that a figure can hold; sort orders points of delivery, else 0;
-- source: practice, provider, specialty, pod, chapter, membership; nulls: none
select 'practice' as kind, practice as code, name, 0 as sort from practice
union all
select 'provider', provider, name, 0 from provider
union all
select 'specialty', specialty, name, 0 from specialty
union all
select 'pod', pod, name, sort from pod
union all
select 'chapter', chapter, name, 0 from chapter
union all
select distinct 'group', group_code, group_name, 0 from membership
union all
select distinct 'locality', locality, locality_name, 0 from membership
