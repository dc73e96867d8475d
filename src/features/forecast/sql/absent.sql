-- grain: feed × month in which a provider sent nothing though it did before; absent: their codes, joined by ', ';
-- source: feed_month; nulls: none
select feed, month, absent
from feed_month
where absent is not null and feed in ('admitted', 'outpatient', 'emergency')
order by month, feed
