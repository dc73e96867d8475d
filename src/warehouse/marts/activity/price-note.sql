-- grain: kind × financial year × note; said on every page that uses these prices; source: price_book; nulls: none
insert into price_note
select distinct kind, financial_year, 'Unit costs stand in for prices that are not published as a file: ' || price_book || '.'
from price_book
where stand_in
order by 1, 2, 3
