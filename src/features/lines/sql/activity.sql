-- grain: one priced thing (spell, attendance, emergency attendance) of a figure; money in whole pence, _e4 in £0.0001 (null where there
-- is no price), top_up and short_stay in ten-thousandths, mff in millionths; amount: what the line adds to a cost; number: 1;
-- source: priced Parquet; nulls: practice where not attributed, fields that the kind does not have
with member as (
  select unnest(
    from_json($members, '[{"practice":"VARCHAR","locality":"VARCHAR","from":"VARCHAR","to":"VARCHAR"}]'),
    recursive := true
  )
)
select
  a.load_id,
  a.source_line,
  a.status,
  coalesce(a.cost_pence, 0) as amount,
  1 as number,
  a.kind,
  a.month,
  a.activity_date,
  a.practice,
  a.attribution,
  a.provider,
  a.pod,
  coalesce(a.specialty, '') as specialty,
  a.hrg,
  a.currency,
  substr(a.patient_key, 1, 8) as patient,
  a.length_of_stay,
  a.qualifying_days,
  a.excess_days,
  a.base_e4,
  a.short_stay_rate,
  a.best_practice_pence,
  a.excess_pence,
  a.top_up_rate,
  a.unbundled_e4,
  a.mff_ppm,
  a.cost_pence,
  a.reason,
  a.stand_in
from read_parquet({files}) as a
left join member as m on m.practice = a.practice and a.month between m."from" and m."to"
where a.month between $from and $to
  and case $where when 'all' then true when 'unattributed' then a.practice is null else m.practice is not null end
  and ($pod is null or a.pod = $pod)
  and ($specialty is null or coalesce(a.specialty, '') = $specialty)
  and ($provider is null or a.provider = $provider)
  and ($kind is null or a.kind = $kind)
  and ($status is null or a.status = $status)
