-- grain: the provider and specialty of one practice, kind and pod whose lines of $month differ most from their mean of the $months
-- months before; change in lines over all those months, so $months times what it is in one; source: activity; nulls: none
select
  provider, specialty,
  cast(sum(case when month = $month then lines * $months else -lines end) as bigint) as change
from activity
where practice = $practice and kind = $kind and pod = $pod and month between $from and $month
group by provider, specialty
order by change * $direction desc, provider, specialty
limit 1
