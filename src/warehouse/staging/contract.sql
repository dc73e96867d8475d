-- grain: provider × month × pod as Steward names it × practice × specialty of the contract-monitoring lines in use;
-- money in pence as sent; source: aggregate lines, or patient-level lines for a provider, month and pod that has no
-- aggregate line (the two state the same activity twice); a pod that the rule file does not know is compared, not counted;
-- nulls: practice where none is stated or it is one of V81997 to V81999
create temp table stg_contract as
with sent as (
  select 'aggregate' as source, month, provider, upper(trim(coalesce(pod, ''))) as pod, practice, specialty, actual_activity, actual_pence, actual_mff_pence
  from lake_contract_aggregate
  union all
  select 'patient' as source, month, provider, upper(trim(coalesce(pod, ''))) as pod, practice, specialty, actual_activity, actual_pence, actual_mff_pence
  from lake_contract_patient
),
stated as (select distinct month, provider, pod from sent where source = 'aggregate')
select
  sent.source,
  sent.source = 'aggregate' or stated.pod is null as in_use,
  sent.month,
  coalesce(sent.provider, '') as provider,
  coalesce(contract_pod.own, sent.pod) as pod,
  coalesce(contract_pod.counted, false) as counted,
  case when sent.practice = '' or sent.practice in ('V81997', 'V81998', 'V81999') then null else sent.practice end as practice,
  coalesce(sent.specialty, '') as specialty,
  cast(sum(coalesce(sent.actual_activity, 0)) as bigint) as activity_thousandths,
  cast(sum(coalesce(sent.actual_pence, 0)) as bigint) as price_pence,
  cast(sum(coalesce(sent.actual_mff_pence, 0)) as bigint) as mff_pence,
  count(*) as lines
from sent
left join stated
  on sent.source = 'patient' and stated.month = sent.month and stated.provider = sent.provider and stated.pod = sent.pod
left join contract_pod on contract_pod.sent = sent.pod
group by 1, 2, 3, 4, 5, 6, 7, 8
