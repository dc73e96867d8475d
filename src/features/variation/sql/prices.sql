-- grain: month × practice × set of interchangeable products of which more than one was dispensed in the month; quantity in thousandths, paid (list
-- cost less the discount of the kind of product) in £0.000000001; source: lake (prescribing), whose folder is the month; nulls: none
-- (unidentified prescribers are left out)
with product as (
  select unnest(from_json($products, '[{"code":"VARCHAR","set_code":"VARCHAR","kind":"VARCHAR"}]'), recursive := true)
),
discount as (
  select unnest(from_json($discounts, '[{"month":"VARCHAR","kind":"VARCHAR","paid_e4":"INTEGER"}]'), recursive := true)
),
bought as (
  select regexp_extract(filename, '([0-9]{4}-[0-9]{2})/[^/]*$', 1) as month, practice, bnf_code, quantity, nic_e5
  from read_parquet({files}, filename = true)
  where not unidentified and practice is not null and quantity > 0
),
by_product as (
  select bought.month, practice, product.set_code, product.code, sum(quantity) as quantity, sum(nic_e5 * discount.paid_e4) as paid
  from bought
  join product on product.code = bought.bnf_code
  join discount on discount.month = bought.month and discount.kind = product.kind
  group by 1, 2, 3, 4
),
choice as (
  select month, set_code
  from by_product
  group by 1, 2
  having count(distinct code) > 1
)
select month, practice, set_code, sum(quantity) as quantity, sum(paid) as paid
from by_product
join choice using (month, set_code)
group by 1, 2, 3
