-- grain: kind × month × reason; lines excluded from pricing; source: priced lines; nulls: none
insert into excluded
select kind, month, coalesce(reason, ''), count(*)
from priced
where status = 'excluded'
group by 1, 2, 3
order by 1, 2, 3
