-- What would be shown outside the group before anything is pooled, to find small counts.
-- Prescribing is published for each practice, so none of its counts is hidden.
-- grain: locality's code × month × kind × category; count in thousandths of lines or activity;
-- source: the attached build, shown_as; nulls: none
select s.code as place, a.month, a.kind, a.pod as category, sum(a.lines) * 1000 as thousandths
from build.activity as a
join shown_as as s on s.practice = a.practice and a.month between s.from_month and s.to_month
group by 1, 2, 3, 4
union all
select s.code, a.month, 'contract', a.pod, sum(a.activity_thousandths)
from build.contract as a
join shown_as as s on s.practice = a.practice and a.month between s.from_month and s.to_month
group by 1, 2, 3, 4
