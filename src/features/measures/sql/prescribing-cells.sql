-- grain: list of codes × practice × month; items a count, quantity in thousandths, adq in hundred-thousandths of a daily
-- quantity, cost in £0.00001 (actual cost); a row whose file states no daily quantities takes those of its code;
-- source: lake (prescribing), of the practices named, or of all where $practices is null; nulls: none (unidentified
-- prescribers belong to no practice and are left out)
with list as (
  select unnest(
    from_json($lists, '[{"list":"INTEGER","code":"VARCHAR","year":"VARCHAR","adq_e6":"BIGINT"}]'),
    recursive := true
  )
),
-- the month of a row is the folder of its file: rows of prescribing carry none
row_of_month as (
  select
    regexp_extract(filename, '([0-9]{4}-[0-9]{2})/[^/]*$', 1) as month,
    practice, bnf_code, items, quantity, adq_e5, cost_e5
  from read_parquet({files}, filename = true)
  where not unidentified and practice is not null
    and ($practices is null or practice in (select unnest(from_json($practices, '["VARCHAR"]'))))
)
select
  list.list,
  r.practice,
  r.month,
  sum(r.items) as items,
  sum(r.quantity) as quantity,
  sum(coalesce(r.adq_e5, r.quantity * list.adq_e6 / 10000)) as adq,
  sum(r.cost_e5) as cost
from row_of_month as r
join list on list.code = r.bnf_code and list.year = substr(r.month, 1, 4)
group by 1, 2, 3
