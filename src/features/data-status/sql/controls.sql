-- grain: step × feed × measure; how many control totals were compared and how many differ; source: control; nulls: none
select step, feed, measure, count(*) as checked, count(*) filter (where not agrees) as differ
from control
group by step, feed, measure
order by differ desc, step, feed, measure
