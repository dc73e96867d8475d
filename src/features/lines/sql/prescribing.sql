-- grain: one row of prescribing of a figure (several of one practice and drug are normal); nic and cost in £0.00001,
-- quantity in thousandths; amount: actual cost; number: items; source: lake; nulls: practice where the prescriber is unidentified
with member as (
  select unnest(
    from_json($members, '[{"practice":"VARCHAR","locality":"VARCHAR","from":"VARCHAR","to":"VARCHAR"}]'),
    recursive := true
  )
),
-- the month of a row is the folder of its file: rows of prescribing carry none
row_of_month as (
  select
    regexp_extract(filename, '([0-9a-f]{12})[^/]*$', 1) as load_id,
    regexp_extract(filename, '([0-9]{4}-[0-9]{2})/[^/]*$', 1) as month,
    case when unidentified then null else practice end as practice,
    coalesce(chapter, '') as chapter,
    * exclude (practice, chapter)
  from read_parquet({files}, filename = true)
)
select
  p.load_id,
  p.source_line,
  'priced' as status,
  p.cost_e5 as amount,
  p.items as number,
  p.month,
  p.practice,
  p.bnf_code,
  p.bnf_name,
  p.chapter,
  p.items,
  p.quantity,
  p.nic_e5,
  p.cost_e5
from row_of_month as p
left join member as m on m.practice = p.practice and p.month between m."from" and m."to"
where p.month between $from and $to
  and case $where when 'all' then true when 'unattributed' then p.practice is null else m.practice is not null end
  and ($chapter is null or p.chapter = $chapter)
