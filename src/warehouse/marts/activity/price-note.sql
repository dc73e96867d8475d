-- grain: kind × financial year × note; said on every page that uses these prices; source: price_book, and the notes on books in
-- definitions/prices/book-notes.csv for the files that were loaded; nulls: none
insert into price_note
select distinct
  kind, financial_year,
  'Unit costs stand in for prices, which are not published as a file: ' || regexp_replace(price_book, '^.* \+ ', '') || '.'
from price_book
where stand_in
union
select distinct price_book.kind, price_book.financial_year, book_note.note
from book_note
join price_book on price_book.financial_year = book_note.financial_year and price_book.kind = book_note.kind
order by 1, 2, 3
