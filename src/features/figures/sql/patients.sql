-- grain: part of a figure ($by: month, practice, locality, else the whole); amount in registered patients of the latest
-- list at or before each month's end, of members in that month; source: list_size; nulls: none
with member as (
  select unnest(
    from_json($members, '[{"practice":"VARCHAR","locality":"VARCHAR","from":"VARCHAR","to":"VARCHAR"}]'),
    recursive := true
  )
)
select
  case $by when 'month' then l.month when 'practice' then l.practice when 'locality' then m.locality else '' end as part,
  case when $by = 'practice' then m."from" end as "from",
  case when $by = 'practice' then m."to" end as "to",
  sum(l.patients) as amount,
  cast(0 as bigint) as stand_in,
  count(*) as lines,
  count(*) as priced,
  cast(0 as bigint) as unpriced,
  cast(0 as bigint) as excluded
from list_size as l
left join member as m on m.practice = l.practice and l.month between m."from" and m."to"
where l.month between $from and $to
  and case $where when 'all' then true when 'unattributed' then false else m.practice is not null end
group by 1, 2, 3
