-- grain: definition × practice × age band (0 for 0 to 4, 19 for 95 and over) × sex; sums over people, and sums of squares and products, by which
-- one person's many events are told from many people's; thousandths and pence; source: opportunity_person, opportunity_per; nulls: none
with found as (
  select
    definition, practice, age_band, sex, sum(records) as records, sum(amount) as amount, sum(per) as per, sum(amount * amount) as amount_squares,
    sum(amount * per) as products, sum(per * per) as per_squares, sum(net_amount) as net_amount, sum(net_per) as net_per,
    sum(net_amount * net_amount) as net_amount_squares, sum(net_amount * net_per) as net_products, sum(net_per * net_per) as net_per_squares,
    sum(value_pence) as value_pence, sum(net_value_pence) as net_value_pence, sum(unpriced) as unpriced
  from opportunity_person
  group by 1, 2, 3, 4
),
-- What a rate is divided by is of everyone who has such a record, whether of the definition or not.
per as (
  select
    per_set, practice, age_band, sex, sum(1000 * records) as amount,
    sum(cast(1000 * records as bigint) * (1000 * records)) as squares
  from opportunity_per
  where practice is not null and sex in ('1', '2') and age_band is not null
  group by 1, 2, 3, 4
),
divided as (
  select way.definition, per.practice, per.age_band, per.sex, per.amount, per.squares
  from per
  join opportunity_way as way on way.per_set = per.per_set
)
select
  coalesce(found.definition, divided.definition) as definition,
  cast(coalesce(found.practice, divided.practice) as varchar) as practice,
  coalesce(found.age_band, divided.age_band) as age_band, coalesce(found.sex, divided.sex) as sex,
  cast(coalesce(records, 0) as bigint) as records, cast(coalesce(found.amount, 0) as bigint) as amount,
  cast(coalesce(divided.amount, found.per) as bigint) as per, cast(coalesce(amount_squares, 0) as hugeint) as amount_squares,
  cast(coalesce(products, 0) as hugeint) as products, cast(coalesce(divided.squares, per_squares) as hugeint) as per_squares,
  cast(coalesce(net_amount, 0) as bigint) as net_amount, cast(coalesce(divided.amount, net_per) as bigint) as net_per,
  cast(coalesce(net_amount_squares, 0) as hugeint) as net_amount_squares, cast(coalesce(net_products, 0) as hugeint) as net_products,
  cast(coalesce(divided.squares, net_per_squares) as hugeint) as net_per_squares, cast(coalesce(value_pence, 0) as bigint) as value_pence,
  cast(coalesce(net_value_pence, 0) as bigint) as net_value_pence, cast(coalesce(unpriced, 0) as bigint) as unpriced
from found
full join divided
  on divided.definition = found.definition and divided.practice = found.practice and divided.age_band = found.age_band
  and divided.sex = found.sex
order by 1, 2, 3, 4
