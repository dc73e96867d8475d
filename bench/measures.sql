-- Statements of the benchmark of measures, one after another, each with its name. They read presc(practice, month, code,
-- items, quantity, cost), counts(at, code, kind, top, base), measure(measure, kind), people(practice, month, key, patients) and
-- set_of(code, set_no), and keep what they find in tables of the same connection. Each kind of measure adds up what it needs and
-- no more; who prescribed nothing of it counts as nought. A key is the measure's at, the month and the practice; a place is a
-- measure's month. Sums are of whole numbers far below 2^53, which a double holds exactly.

-- name: costs per patient
create or replace temp table ratio_cost as
with counted as (
  select counts.at + presc.month * 8192 + presc.practice as key,
    cast(presc.cost as double) as nc
  from presc
  join counts on counts.code = presc.code
  where counts.kind = 'cost'
  union all
  select measure.measure * 98304 + people.key, 0
  from measure
  cross join people
  where measure.kind = 'cost'
)
select sums.key // 8192 as place, sums.key % 8192 as practice, p.patients, nc / 1e5 as nc, nc / 1e5 / p.patients as ratio
from (select key, sum(nc) as nc from counted group by key) as sums
join people as p on p.key = sums.key % 98304;

-- name: items per patient
create or replace temp table ratio_rate as
with counted as (
  select counts.at + presc.month * 8192 + presc.practice as key,
    cast(presc.items as double) as ni
  from presc
  join counts on counts.code = presc.code
  where counts.kind = 'rate'
  union all
  select measure.measure * 98304 + people.key, 0
  from measure
  cross join people
  where measure.kind = 'rate'
)
select sums.key // 8192 as place, sums.key % 8192 as practice, p.patients, ni / p.patients as ratio
from (select key, sum(ni) as ni from counted group by key) as sums
join people as p on p.key = sums.key % 98304;

-- name: shares of items
create or replace temp table ratio_share as
with counted as (
  select counts.at + presc.month * 8192 + presc.practice as key,
    presc.items * counts.top as ni,
    presc.items * counts.base as bi
  from presc
  join counts on counts.code = presc.code
  where counts.kind = 'share'
  union all
  select measure.measure * 98304 + people.key, 0, 0
  from measure
  cross join people
  where measure.kind = 'share'
)
select sums.key // 8192 as place, sums.key % 8192 as practice, p.patients, ni / nullif(bi, 0) as ratio
from (select key, sum(ni) as ni, sum(bi) as bi from counted group by key) as sums
join people as p on p.key = sums.key % 98304;

-- name: shares of quantity
create or replace temp table ratio_mix as
with counted as (
  select counts.at + presc.month * 8192 + presc.practice as key,
    presc.quantity * counts.top as nq,
    presc.cost * counts.top as nc,
    presc.quantity * counts.base as bq,
    presc.cost * counts.base as bc
  from presc
  join counts on counts.code = presc.code
  where counts.kind = 'mix'
  union all
  select measure.measure * 98304 + people.key, 0, 0, 0, 0
  from measure
  cross join people
  where measure.kind = 'mix'
)
select sums.key // 8192 as place, sums.key % 8192 as practice, p.patients, nq, nc / 1e5 as nc, bq, bc / 1e5 as bc, nq / nullif(bq, 0) as ratio
from (select key, sum(nq) as nq, sum(nc) as nc, sum(bq) as bq, sum(bc) as bc from counted group by key) as sums
join people as p on p.key = sums.key % 98304;

-- name: ratios together
create or replace temp view ratio as
select place, practice, ratio, 'cost' as kind, patients, 0 as nq, nc, 0 as bq, 0 as bc from ratio_cost
union all
select place, practice, ratio, 'rate', patients, 0, 0, 0, 0 from ratio_rate
union all
select place, practice, ratio, 'share', patients, 0, 0, 0, 0 from ratio_share
union all
select place, practice, ratio, 'mix', patients, nq, nc, bq, bc from ratio_mix;

-- name: centiles
create or replace temp table centile as
select place, quantile_cont(ratio, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) as d
from ratio
where ratio is not null
group by 1;

-- name: unit costs
create or replace temp table unit_cost as
select
  place,
  case when sum(nq) = 0 then 0 else sum(nc) / sum(nq) end as own_price,
  case when sum(bq - nq) = 0 then 0 else sum(bc - nc) / sum(bq - nq) end as other_price
from ratio_mix
where ratio is not null
group by 1;

-- name: percentiles
create or replace temp table ranked as
select
  place, practice,
  100.0 * (rank() over (partition by place order by ratio) - 1) / nullif(count(*) over (partition by place) - 1, 0) as percentile
from ratio
where ratio is not null;

-- name: savings
create or replace temp table saving as
select ratio_cost.place, {savings of cost}
from ratio_cost
join centile on centile.place = ratio_cost.place
where ratio is not null
group by 1
union all
select place, {savings of share}
from (
  select
    ratio_mix.place, nc, bq, bc, d,
    case when nq = 0 then own_price else nc / nq end as own,
    case when bq = nq then other_price else (bc - nc) / (bq - nq) end as other
  from ratio_mix
  join centile on centile.place = ratio_mix.place
  join unit_cost on unit_cost.place = ratio_mix.place
  where ratio is not null
)
group by 1;

-- name: price per unit
create or replace temp table price as
with bought as (
  select set_of.set_no, presc.practice, presc.month, sum(cast(presc.quantity as double)) as quantity, sum(cast(presc.cost as double)) / 1e5 as cost
  from presc
  join set_of on set_of.code = presc.code
  group by 1, 2, 3
),
target as (
  select set_no, month, quantile_cont(cost / quantity, 0.1) as price from bought where quantity > 0 group by 1, 2
)
select
  bought.set_no, bought.month, count(*) as practices,
  sum(greatest(0, bought.cost - bought.quantity * target.price)) as saving
from bought
join target on target.set_no = bought.set_no and target.month = bought.month
where bought.quantity > 0
group by 1, 2;
