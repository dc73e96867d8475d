-- grain: practice × month × pod × provider × specialty; only lines that no patient-level feed carries; cost = price as sent
-- + market forces amount, pence; source: contract monitoring; nulls: practice where the line states none
insert into contract
select
  practice, month, pod, provider, specialty,
  cast(sum(activity_thousandths) as bigint), cast(sum(price_pence + mff_pence) as bigint), cast(sum(mff_pence) as bigint),
  cast(sum(lines) as bigint)
from stg_contract
where in_use and counted
group by 1, 2, 3, 4, 5
order by 1, 2, 3, 4, 5
