-- grain: kind × month that arrived; whole: its figures are final and no provider is absent; source: feed_month; nulls: none
select feed as kind, month, coalesce(cut, 'freeze') <> 'flex' and absent is null as whole
from feed_month
where state = 'arrived' and feed in ('admitted', 'outpatient', 'emergency')
order by feed, month
