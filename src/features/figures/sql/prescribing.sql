-- grain: part of a figure ($by: chapter, month, practice, locality, else the whole); amount in £0.00001, items a count;
-- source: prescribing; nulls: part where the prescriber is unidentified
with member as (
  select unnest(
    from_json($members, '[{"practice":"VARCHAR","locality":"VARCHAR","from":"VARCHAR","to":"VARCHAR"}]'),
    recursive := true
  )
)
select
  case $by
    when 'chapter' then p.chapter
    when 'month' then p.month
    when 'practice' then p.practice
    when 'locality' then m.locality
    else ''
  end as part,
  case when $by = 'practice' then m."from" end as "from",
  case when $by = 'practice' then m."to" end as "to",
  sum(p.cost_e5) as amount,
  sum(p.items) as items,
  cast(0 as bigint) as stand_in,
  sum(p.lines) as lines,
  sum(p.lines) as priced,
  cast(0 as bigint) as unpriced,
  cast(0 as bigint) as excluded
from prescribing as p
left join member as m on m.practice = p.practice and p.month between m."from" and m."to"
where p.month between $from and $to
  and case $where when 'all' then true when 'unattributed' then p.practice is null else m.practice is not null end
  and ($chapter is null or p.chapter = $chapter)
group by 1, 2, 3
