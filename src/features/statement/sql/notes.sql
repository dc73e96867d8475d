-- grain: note of a kind; kind 'price' (of a financial year) or 'missing' (of a feed); source: price_note, missing; nulls: none
select distinct 'price' as kind, financial_year as about, note from price_note
union all
select distinct 'missing', feed, note from missing where feed <> 'registers'
