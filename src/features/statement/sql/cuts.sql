-- grain: feed × month expected; state 'arrived', 'late' or 'missing'; cut 'flex' before the freeze date of the month, else
-- 'freeze'; absent: providers that sent nothing though they did before; source: feed_month;
-- nulls: cut where nothing has arrived or no reporting dates are loaded, absent where nobody is
select feed, month, state, cut, absent from feed_month order by feed, month
