-- grain: source × point of delivery × treatment function × chapter that any figure of the build carries (what a source has
-- not is ''); source: activity, contract, prescribing; nulls: none
select distinct 'activity' as source, pod, specialty, '' as chapter from activity
union all
select distinct 'contract', pod, specialty, '' from contract
union all
select distinct 'prescribing', '', '', chapter from prescribing
order by source, pod, specialty, chapter
