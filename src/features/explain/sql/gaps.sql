-- grain: feed × month that is late, missing, in its first cut or lacks a provider; source: feed_month;
-- nulls: cut, absent where there is nothing to say
select feed, month, state, cut, absent
from feed_month
where month between $from and $to
  and list_contains(from_json($feeds, '["VARCHAR"]'), feed)
  and (state <> 'arrived' or cut = 'flex' or absent is not null)
order by feed, month
