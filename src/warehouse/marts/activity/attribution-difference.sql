-- grain: month × kind × practice as sent × as derived, where the extract carries a derived practice and it differs;
-- source: priced lines, as summed month by month; nulls: practice_sent where it was blank
insert into attribution_difference
select month, kind, practice_sent, practice_derived, cast(sum(lines) as bigint)
from line_summary
where practice_derived is not null
group by 1, 2, 3, 4
order by 1, 2, 5 desc, 3, 4
