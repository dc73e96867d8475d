-- grain: part of a figure ($by: pod, specialty, provider, kind, month, practice, locality, else the whole);
-- amount and stand_in in pence, counts of lines; source: activity; nulls: part where the line names none or no practice
with member as (
  select unnest(
    from_json($members, '[{"practice":"VARCHAR","locality":"VARCHAR","from":"VARCHAR","to":"VARCHAR"}]'),
    recursive := true
  )
)
select
  case $by
    when 'pod' then a.pod
    when 'specialty' then a.specialty
    when 'provider' then a.provider
    when 'kind' then a.kind
    when 'month' then a.month
    when 'practice' then a.practice
    when 'locality' then m.locality
    else ''
  end as part,
  case when $by = 'practice' then m."from" end as "from",
  case when $by = 'practice' then m."to" end as "to",
  sum(a.cost_pence) as amount,
  sum(a.stand_in_pence) as stand_in,
  sum(a.lines) as lines,
  sum(a.priced_lines) as priced,
  sum(a.unpriced_lines) as unpriced,
  sum(a.excluded_lines) as excluded
from activity as a
left join member as m on m.practice = a.practice and a.month between m."from" and m."to"
where a.month between $from and $to
  and case $where when 'all' then true when 'unattributed' then a.practice is null else m.practice is not null end
  and ($pod is null or a.pod = $pod)
  and ($specialty is null or a.specialty = $specialty)
  and ($provider is null or a.provider = $provider)
  and ($kind is null or a.kind = $kind)
group by 1, 2, 3
