-- grain: kind × financial year × hrg × specialty × reason; lines without a price; source: priced lines; nulls: hrg, specialty as sent
insert into unpriced
select priced.kind, calendar.financial_year, priced.hrg, priced.specialty, coalesce(priced.reason, ''), count(*)
from priced
join calendar on calendar.month = priced.month
where priced.status = 'no price'
group by 1, 2, 3, 4, 5
order by 1, 2, 6 desc, 3, 4
