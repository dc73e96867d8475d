-- grain: BNF code × year of its rows; name: one of those it has in the files; source: lake (prescribing); nulls: none
select
  bnf_code as code,
  cast(substr(regexp_extract(filename, '([0-9]{4}-[0-9]{2})/[^/]*$', 1), 1, 4) as integer) as year,
  max(bnf_name) as name
from read_parquet({files}, filename = true)
where bnf_code is not null
group by 1, 2
