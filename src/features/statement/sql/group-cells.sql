-- grain: source × kind × pod × specialty × provider × chapter of a group's members as they were in each month; amounts in
-- pence (activity, contract) or £0.00001 (prescribing), counts of lines or items, over the months from $from to $to;
-- source: activity, contract, prescribing, membership; nulls: none
with line as (
  select
    'activity' as source, practice, kind, pod, specialty, provider, '' as chapter, month,
    cost_pence as amount, lines as counted
  from activity
  where month between $from and $to
  union all
  select 'contract', practice, 'contract', pod, specialty, provider, '', month, cost_pence, lines
  from contract
  where month between $from and $to
  union all
  select 'prescribing', practice, 'prescribing', '', '', '', chapter, month, cost_e5, items
  from prescribing
  where month between $from and $to
)
select
  l.source, l.kind, l.pod, l.specialty, l.provider, l.chapter,
  sum(l.amount) as year_amount, sum(l.counted) as year_count
from line as l
join membership as m
  on m.practice = l.practice and l.month >= m.from_month and (m.to_month is null or l.month <= m.to_month)
where m.group_code = $group
group by l.source, l.kind, l.pod, l.specialty, l.provider, l.chapter
