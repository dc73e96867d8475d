-- grain: feed; the last month that arrived, the date of its extract, its cut, and how many months are late or missing;
-- source: feed_month; nulls: month, extract_date, cut where nothing has arrived or none is known
select
  feed,
  max(case when state = 'arrived' then month end) as month,
  max(case when state = 'arrived' then extract_date end) as extract_date,
  arg_max(cut, case when state = 'arrived' then month end) as cut,
  count(*) filter (where state = 'late') as late,
  count(*) filter (where state = 'missing') as missing
from feed_month
group by feed
order by feed
