-- grain: kind × financial year × price book × rule pack that priced lines; source: price_book; nulls: none
select kind, financial_year, price_book, rule_pack, lines, stand_in
from price_book
where list_contains(from_json($years, '["VARCHAR"]'), financial_year)
  and list_contains(from_json($kinds, '["VARCHAR"]'), kind)
order by financial_year, kind, lines desc, price_book
