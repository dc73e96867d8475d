-- grain: practice × BNF code of a month; quantity in thousandths, nic (list cost) in £0.00001; source: lake (prescribing);
-- nulls: none (unidentified prescribers are left out)
select practice, bnf_code as code, max(bnf_name) as name, sum(quantity) as quantity, sum(nic_e5) as nic
from read_parquet({files})
where not unidentified and practice is not null and quantity > 0
group by 1, 2
