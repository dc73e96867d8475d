-- grain: BNF code × year of its rows; name: one of those it has in the files, without the underscores of earlier ones;
-- source: lake (prescribing); nulls: none
select
  bnf_code as code,
  cast(substr(regexp_extract(filename, '([0-9]{4}-[0-9]{2})/[^/]*$', 1), 1, 4) as integer) as year,
  replace(max(bnf_name), '_', ' ') as name
from read_parquet({files}, filename = true)
where bnf_code is not null
group by 1, 2
