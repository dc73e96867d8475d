-- grain: list × code; the order is that of a page; source: pod, specialty, provider, chapter; nulls: none
select 'pod' as list, pod as code, name, sort from pod
union all
select 'specialty', specialty, name, 0 from specialty
union all
select 'provider', provider, name, 0 from provider
union all
select 'chapter', chapter, name, 0 from chapter
