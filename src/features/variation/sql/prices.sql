-- grain: month × practice × BNF code, of the codes asked for; quantity in thousandths, nic (list cost) in £0.00001;
-- source: lake (prescribing), whose folder is the month; nulls: none (unidentified prescribers are left out)
select
  regexp_extract(filename, '([0-9]{4}-[0-9]{2})/[^/]*$', 1) as month,
  practice, bnf_code as code, max(bnf_name) as name, sum(quantity) as quantity, sum(nic_e5) as nic
from read_parquet({files}, filename = true)
where not unidentified and practice is not null and quantity > 0
  and bnf_code in (select unnest(from_json($codes, '["VARCHAR"]')))
group by 1, 2, 3
