-- grain: kind × financial year × hrg × specialty × reason; lines without a price; source: priced lines, as summed month by
-- month; nulls: hrg, specialty as sent
insert into unpriced
select
  line_summary.kind, calendar.financial_year, line_summary.hrg, nullif(line_summary.specialty, ''),
  coalesce(line_summary.reason, ''), cast(sum(line_summary.lines) as bigint)
from line_summary
join calendar on calendar.month = line_summary.month
where line_summary.status = 'no price'
group by 1, 2, 3, 4, 5
order by 1, 2, 6 desc, 3, 4
