-- grain: one contract-monitoring line of a figure; money in whole pence as sent, activity in thousandths; amount: price +
-- market forces amount; number: 1; source: lake, only points of delivery that no patient-level feed carries, and patient-level
-- lines only where the provider sent no aggregate line for the month and point of delivery; nulls: practice, codes as sent
with member as (
  select unnest(
    from_json($members, '[{"practice":"VARCHAR","locality":"VARCHAR","from":"VARCHAR","to":"VARCHAR"}]'),
    recursive := true
  )
),
-- what a provider calls its points of delivery, as in the contract marts
sent as (
  select
    regexp_extract(filename, '([0-9a-f]{12})[^/]*$', 1) as load_id,
    contains(filename, '/contract-aggregate/') as aggregate,
    upper(trim(coalesce(pod, ''))) as sent_pod,
    case when practice = '' or practice in ('V81997', 'V81998', 'V81999') then null else practice end as practice,
    * exclude (practice, pod)
  from read_parquet({files}, filename = true, union_by_name = true)
),
line as (
  select
    *,
    not aggregate and bool_or(aggregate) over (partition by month, provider, sent_pod) as stated_elsewhere
  from sent
)
select
  c.load_id,
  c.source_line,
  'priced' as status,
  coalesce(c.actual_pence, 0) + coalesce(c.actual_mff_pence, 0) as amount,
  1 as number,
  c.month,
  c.practice,
  coalesce(c.provider, '') as provider,
  c.site,
  k.own as pod,
  c.local_pod,
  coalesce(c.specialty, '') as specialty,
  c.tariff_code,
  c.actual_activity,
  c.actual_pence,
  c.actual_mff_pence
from line as c
join contract_pod as k on k.sent = c.sent_pod and k.counted
left join member as m on m.practice = c.practice and c.month between m."from" and m."to"
where not c.stated_elsewhere
  and c.month between $from and $to
  and case $where when 'all' then true when 'unattributed' then c.practice is null else m.practice is not null end
  and ($pod is null or k.own = $pod)
  and ($specialty is null or coalesce(c.specialty, '') = $specialty)
  and ($provider is null or coalesce(c.provider, '') = $provider)
