-- grain: kind × month of the lake; every accepted row is in a priced line, or its spell has not ended; rows of the feed
with accepted as (
  select feed as kind, period, sum(rows) as rows from counted where feed in ('admitted', 'outpatient', 'emergency') group by 1, 2
),
lines as (select kind, month, sum(records) as records from line_total group by 1, 2),
waiting as (select 'admitted' as kind, month, sum(episodes) as episodes from undischarged group by 1, 2)
select
  'price' as step, coalesce(accepted.kind, lines.kind) as feed, coalesce(accepted.period, lines.month) as period, 'rows' as measure,
  case when coalesce(accepted.kind, lines.kind) = 'admitted' then 'accepted episodes' else 'accepted attendances' end as left_label,
  coalesce(accepted.rows, 0) as left_value,
  case
    when coalesce(accepted.kind, lines.kind) = 'admitted'
      then 'episodes of spells priced + excluded + without a price + not yet discharged'
    else 'attendances priced + excluded + without a price'
  end as right_label,
  coalesce(lines.records, 0) + coalesce(waiting.episodes, 0) as right_value
from accepted
full join lines on lines.kind = accepted.kind and lines.month = accepted.period
left join waiting
  on waiting.kind = coalesce(accepted.kind, lines.kind) and waiting.month = coalesce(accepted.period, lines.month)
order by 2, 3
