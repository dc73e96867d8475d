-- grain: band of age, of each practice's newest list with bands at or before $month (else its first after it); patients of the
-- chosen practices and of the members; source: list sizes in the lake {files}; nulls: none
with chosen as (select unnest(from_json($practices, '["VARCHAR"]')) as practice),
member as (select unnest(from_json($members, '["VARCHAR"]')) as practice),
newest as (
  select
    practice,
    coalesce(
      max(case when substr(cast(extract_date as varchar), 1, 7) <= $month then extract_date end), min(extract_date)
    ) as extract_date
  from {files}
  where age_to is not null
  group by practice
)
select
  case
    when l.age_from < 5 then '0 to 4' when l.age_from < 15 then '5 to 14' when l.age_from < 45 then '15 to 44'
    when l.age_from < 65 then '45 to 64' when l.age_from < 75 then '65 to 74' when l.age_from < 85 then '75 to 84'
    else '85 and over'
  end as band,
  min(l.age_from) as first_age,
  coalesce(sum(case when l.practice in (select practice from chosen) then l.patients end), 0) as chosen,
  coalesce(sum(case when l.practice in (select practice from member) then l.patients end), 0) as members
from {files} as l
join newest as n on n.practice = l.practice and n.extract_date = l.extract_date
where l.sex in ('male', 'female') and (l.age_to is not null or l.age_from > 0)
group by 1
order by 2
