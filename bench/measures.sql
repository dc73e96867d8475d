-- Statements of the benchmark of measures, one after another, each with its name. They read presc(practice, month, code,
-- items, quantity, cost), counts(measure, code, top, base), measure(measure, kind), people(practice, month, patients) and
-- set_of(code, set_no), and keep what they find in tables of the same connection. Sums are of whole numbers far below 2^53,
-- which a double holds exactly.

-- name: counts
create or replace temp table counted as
select
  key,
  sum(ni) as ni, sum(nq) as nq, sum(nc) as nc, sum(bi) as bi, sum(bq) as bq, sum(bc) as bc
from (
  select
    counts.at + presc.month * 8192 + presc.practice as key,
    presc.items * counts.top as ni, presc.quantity * counts.top as nq, presc.cost * counts.top as nc,
    presc.items * counts.base as bi, presc.quantity * counts.base as bq, presc.cost * counts.base as bc
  from presc
  join counts on counts.code = presc.code
  union all
  -- who prescribed nothing of it counts as nought
  select measure.measure * 98304 + people.month * 8192 + people.practice, 0, 0, 0, 0, 0, 0
  from measure
  cross join people
)
group by key;

-- name: ratios
create or replace temp table ratio as
select
  c.key // 98304 as measure,
  m.kind,
  c.key // 8192 as place,
  c.key % 8192 as practice,
  case m.kind
    when 'cost' then c.nc / 1e5 / p.patients
    when 'rate' then c.ni / p.patients
    when 'mix' then c.nq / nullif(c.bq, 0)
    else c.ni / nullif(c.bi, 0)
  end as ratio,
  p.patients, c.nq, c.nc / 1e5 as nc, c.bq, c.bc / 1e5 as bc
from counted as c
join measure as m on m.measure = c.key // 98304
join people as p on p.key = c.key % 98304;

-- name: centiles
create or replace temp table centile as
select
  place,
  quantile_cont(ratio, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) as d,
  case when sum(nq) = 0 then 0 else sum(nc) / sum(nq) end as own_price,
  case when sum(bq - nq) = 0 then 0 else sum(bc - nc) / sum(bq - nq) end as other_price
from ratio
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
with priced as (
  select
    ratio.place, ratio.kind, ratio.patients, ratio.nc, ratio.bq, ratio.bc, centile.d,
    case when ratio.nq = 0 then centile.own_price else ratio.nc / ratio.nq end as own,
    case when ratio.bq = ratio.nq then centile.other_price else (ratio.bc - ratio.nc) / (ratio.bq - ratio.nq) end as other
  from ratio
  join centile on centile.place = ratio.place
  where ratio.kind in ('cost', 'mix') and ratio.ratio is not null
)
select
  place,
  {savings}
from priced
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
