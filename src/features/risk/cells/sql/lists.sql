-- grain: practice × sex × first age of a five-year band; patients of the newest list with bands at or before $month, or of the
-- first one after it; source: list sizes in the lake {files}; nulls: none
select l.practice, l.sex, l.age_from, cast(l.patients as bigint) as patients
from {files} as l
join (
  select practice, coalesce(max(case when substr(cast(extract_date as varchar), 1, 7) <= $month then extract_date end), min(extract_date)) as newest
  from {files}
  where age_to is not null
  group by practice
) as n on n.practice = l.practice and n.newest = l.extract_date
where l.sex in ('male', 'female') and (l.age_to is not null or l.age_from > 0)
order by l.practice, l.sex, l.age_from
