-- grain: practice × interval of membership of one group or locality; source: membership; months 'YYYY-MM';
-- nulls: none (an open end becomes the last month asked for)
select
  practice,
  locality,
  greatest(from_month, $from) as "from",
  least(coalesce(to_month, $to), $to) as "to"
from membership
where case $where when 'group' then group_code when 'locality' then locality end = $code
  and from_month <= $to
  and coalesce(to_month, $to) >= $from
order by practice, from_month
