-- grain: kind × financial year × code × specialty × reason; lines without a price, most first; source: unpriced;
-- nulls: hrg, specialty as sent; all_lines: lines of every such row
select kind, financial_year, hrg, specialty, reason, lines, cast(sum(lines) over () as bigint) as all_lines
from unpriced
order by lines desc, kind, financial_year, hrg, specialty
limit $limit
