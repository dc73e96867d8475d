-- grain: practice × source × point of delivery × treatment function × BNF chapter of one service line, from $from to $to;
-- amounts in £0.00001 (activity and contract lines being whole pence), lines or items counted; $practices are a practice and
-- those that closed into it; source: activity, contract, prescribing; nulls: none (what a source has not is '')
with place as (
  select split_part(item, '|', 1) as pod, split_part(item, '|', 2) as specialty, split_part(item, '|', 3) as line
  from (select unnest(string_split($places, ';')) as item)
),
own as (select unnest(string_split($practices, ';')) as practice)
select a.practice, 'activity' as source, a.pod, a.specialty, '' as chapter, sum(a.cost_pence) * 1000 as e5, sum(a.lines) as counted
from activity as a
join own as o on o.practice = a.practice
join place as p on p.pod = a.pod and p.specialty = a.specialty
where p.line = $line and a.month between $from and $to
group by a.practice, a.pod, a.specialty
union all
select c.practice, 'contract', c.pod, c.specialty, '', sum(c.cost_pence) * 1000, sum(c.lines)
from contract as c
join own as o on o.practice = c.practice
join place as p on p.pod = c.pod and p.specialty = c.specialty
where p.line = $line and c.month between $from and $to
group by c.practice, c.pod, c.specialty
union all
select r.practice, 'prescribing', '', '', r.chapter, sum(r.cost_e5), sum(r.items)
from prescribing as r
join own as o on o.practice = r.practice
where $line = $prescribing and r.month between $from and $to
group by r.practice, r.chapter
order by practice, source, pod, specialty, chapter
