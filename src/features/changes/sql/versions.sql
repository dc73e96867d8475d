-- grain: month × kind of care; loads are the ids of the files in force, in order, joined by a space; source: load; nulls: none
select
  period as month,
  case
    when feed in ('admitted', 'critical-care') then 'admitted'
    when feed in ('contract-aggregate', 'contract-patient') then 'contract'
    else feed
  end as kind,
  string_agg(load_id, ' ' order by load_id) as loads
from load
where is_current and feed in (
  'admitted', 'critical-care', 'outpatient', 'emergency', 'contract-aggregate', 'contract-patient', 'prescribing'
)
group by 1, 2
order by 1, 2
