-- grain: source × kind × month in which any line of the whole build falls; source: activity, contract, prescribing; nulls: none
select distinct 'activity' as source, kind, month from activity
union all
select distinct 'contract', 'contract', month from contract
union all
select distinct 'prescribing', 'prescribing', month from prescribing
order by source, kind, month
