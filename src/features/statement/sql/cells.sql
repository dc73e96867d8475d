-- grain: source × kind × pod × specialty × provider × chapter of one practice, where anything was counted; amounts in pence
-- (activity, contract) or £0.00001 (prescribing), counts of lines or items, for the month, the financial year up to it, and
-- the same months a year before; source: activity, contract, prescribing; nulls: none (what a source has not is '')
with line as (
  select
    'activity' as source, kind, pod, specialty, provider, '' as chapter, month,
    cost_pence as amount, lines as counted, unpriced_lines as unpriced
  from activity
  where practice = $practice
  union all
  select 'contract', 'contract', pod, specialty, provider, '', month, cost_pence, lines, 0
  from contract
  where practice = $practice
  union all
  select 'prescribing', 'prescribing', '', '', '', chapter, month, cost_e5, items, 0
  from prescribing
  where practice = $practice
)
select
  source, kind, pod, specialty, provider, chapter,
  sum(case when month = $month then amount else 0 end) as month_amount,
  sum(case when month >= $from then amount else 0 end) as year_amount,
  sum(case when month < $from then amount else 0 end) as before_amount,
  sum(case when month = $month then counted else 0 end) as month_count,
  sum(case when month >= $from then counted else 0 end) as year_count,
  sum(case when month < $from then counted else 0 end) as before_count,
  sum(case when month >= $from then unpriced else 0 end) as year_unpriced
from line
where month between $from and $month or month between $before_from and $before_to
group by source, kind, pod, specialty, provider, chapter
