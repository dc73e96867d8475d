-- grain: definition × practice × age band (0 for 0 to 4, 19 for 95 and over) × sex; sums over people, and sums of squares and products, by which
-- one person's many events are told from many people's; thousandths and pence; source: opportunity_person; nulls: none
select
  definition, practice, age_band, sex, cast(sum(records) as bigint) as records, cast(sum(amount) as bigint) as amount,
  cast(sum(per) as bigint) as per, cast(sum(amount * amount) as hugeint) as amount_squares, cast(sum(amount * per) as hugeint) as products,
  cast(sum(per * per) as hugeint) as per_squares, cast(sum(net_amount) as bigint) as net_amount, cast(sum(net_per) as bigint) as net_per,
  cast(sum(net_amount * net_amount) as hugeint) as net_amount_squares, cast(sum(net_amount * net_per) as hugeint) as net_products,
  cast(sum(net_per * net_per) as hugeint) as net_per_squares, cast(sum(value_pence) as bigint) as value_pence,
  cast(sum(net_value_pence) as bigint) as net_value_pence, cast(sum(unpriced) as bigint) as unpriced
from opportunity_person
group by 1, 2, 3, 4
order by 1, 2, 3, 4
