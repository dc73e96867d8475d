-- grain: kind × financial year × price book × rule pack; pence of the lines it priced; source: priced lines; nulls: none
insert into price_book
select
  priced.kind, calendar.financial_year, coalesce(priced.price_book, ''), coalesce(priced.rule_pack, ''), count(*),
  cast(coalesce(sum(priced.cost_pence), 0) as bigint), coalesce(bool_or(priced.stand_in), false)
from priced
join calendar on calendar.month = priced.month
where priced.status = 'priced'
group by 1, 2, 3, 4
order by 1, 2, 3, 4
