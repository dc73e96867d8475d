-- grain: one row of the list that counts at a month's end: a practice's total where the list states it, else its ages and
-- sexes; amount and number: registered patients; source: lake, the lists that list_size names; nulls: age_to for the open band
with member as (
  select unnest(
    from_json($members, '[{"practice":"VARCHAR","locality":"VARCHAR","from":"VARCHAR","to":"VARCHAR"}]'),
    recursive := true
  )
),
listed as (
  select
    regexp_extract(filename, '([0-9a-f]{12})[^/]*$', 1) as load_id,
    sex <> 'all' and bool_or(sex = 'all') over (partition by filename, practice, extract_date) as stated_elsewhere,
    *
  from read_parquet({files}, filename = true, union_by_name = true)
),
-- the version of a list that is in use, by its part
used as (select distinct load_id, part from load where feed = 'list-size' and is_current)
select
  r.load_id,
  r.source_line,
  'priced' as status,
  r.patients as amount,
  r.patients as number,
  l.month,
  r.practice,
  r.extract_date,
  r.sex,
  r.age_from,
  r.age_to,
  r.patients
from listed as r
join used as u on u.load_id = r.load_id
join list_size as l on l.practice = r.practice and l.extract_date = r.extract_date and l.part = u.part
left join member as m on m.practice = l.practice and l.month between m."from" and m."to"
where not r.stated_elsewhere
  and l.month between $from and $to
  and case $where when 'all' then true when 'unattributed' then false else m.practice is not null end
