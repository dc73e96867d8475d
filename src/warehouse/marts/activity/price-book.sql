-- grain: kind × financial year × price book × rule pack; pence of the lines it priced; source: priced lines, as summed month
-- by month; nulls: none
insert into price_book
select
  line_summary.kind, calendar.financial_year, coalesce(line_summary.price_book, ''), coalesce(line_summary.rule_pack, ''),
  cast(sum(line_summary.lines) as bigint), cast(sum(line_summary.cost_pence) as bigint), bool_or(line_summary.stand_in)
from line_summary
join calendar on calendar.month = line_summary.month
where line_summary.status = 'priced'
group by 1, 2, 3, 4
order by 1, 2, 3, 4
