-- grain: kind × month × reason; lines excluded from pricing; source: priced lines, as summed month by month; nulls: none
insert into excluded
select kind, month, coalesce(reason, ''), cast(sum(lines) as bigint)
from line_summary
where status = 'excluded'
group by 1, 2, 3
order by 1, 2, 3
