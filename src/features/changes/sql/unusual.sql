-- grain: practice × kind × pod × month, of practices that are members of a group in $month; counts of lines up to $month;
-- source: activity, membership; nulls: none (a month without a row has no line)
select a.practice, a.kind, a.pod, a.month, sum(a.lines) as lines
from activity as a
join membership as m
  on m.practice = a.practice and $month >= m.from_month and (m.to_month is null or $month <= m.to_month)
where a.month <= $month
group by a.practice, a.kind, a.pod, a.month
order by a.practice, a.kind, a.pod, a.month
