-- grain: BNF code over the practices and months asked for; items a count, quantity in thousandths, cost (actual) and nic (list)
-- in £0.00001; source: lake (prescribing), whose folder is the month; nulls: none
with counted as (
  select unnest(from_json($months, '[{"practice":"VARCHAR","month":"VARCHAR"}]'), recursive := true)
)
select
  r.bnf_code as code, replace(max(r.bnf_name), '_', ' ') as name, sum(r.items) as items, sum(r.quantity) as quantity,
  sum(r.cost_e5) as cost, sum(r.nic_e5) as nic
from read_parquet({files}, filename = true) as r
join counted
  on counted.practice = r.practice and counted.month = regexp_extract(r.filename, '([0-9]{4}-[0-9]{2})/[^/]*$', 1)
where not r.unidentified and r.bnf_code in (select unnest(from_json($codes, '["VARCHAR"]')))
group by 1
