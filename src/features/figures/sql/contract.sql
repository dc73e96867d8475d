-- grain: part of a figure ($by: pod, specialty, provider, month, practice, locality, else the whole);
-- amount in pence; source: contract (lines that no patient-level feed carries); nulls: part where the line names none
with member as (
  select unnest(
    from_json($members, '[{"practice":"VARCHAR","locality":"VARCHAR","from":"VARCHAR","to":"VARCHAR"}]'),
    recursive := true
  )
)
select
  case $by
    when 'pod' then c.pod
    when 'specialty' then c.specialty
    when 'provider' then c.provider
    when 'month' then c.month
    when 'practice' then c.practice
    when 'locality' then m.locality
    else ''
  end as part,
  case when $by = 'practice' then m."from" end as "from",
  case when $by = 'practice' then m."to" end as "to",
  sum(c.cost_pence) as amount,
  cast(0 as bigint) as stand_in,
  sum(c.lines) as lines,
  sum(c.lines) as priced,
  cast(0 as bigint) as unpriced,
  cast(0 as bigint) as excluded
from contract as c
left join member as m on m.practice = c.practice and c.month between m."from" and m."to"
where c.month between $from and $to
  and case $where when 'all' then true when 'unattributed' then c.practice is null else m.practice is not null end
  and ($pod is null or c.pod = $pod)
  and ($specialty is null or c.specialty = $specialty)
  and ($provider is null or c.provider = $provider)
group by 1, 2, 3
