-- grain: practice × pod × specialty × provider × attribution × status × reason × price book × rule pack of one priced month;
-- hrg only where there is no price; practice_sent and practice_derived only where they differ; pence and days are sums;
-- source: priced lines; nulls: practice (not attributed), hrg, sent and derived as said, reason where none is stated
select
  kind, month, practice, coalesce(pod, '') as pod, coalesce(specialty, '') as specialty, coalesce(provider, '') as provider,
  coalesce(attribution, 'not attributed') as attribution, status, reason, price_book, rule_pack, coalesce(stand_in, false) as stand_in,
  case when status = 'no price' then hrg end as hrg,
  case when practice_derived is not null and practice_derived is distinct from practice_sent then practice_sent end as practice_sent,
  case when practice_derived is not null and practice_derived is distinct from practice_sent then practice_derived end as practice_derived,
  count(*) as lines,
  cast(coalesce(sum(cost_pence), 0) as bigint) as cost_pence,
  cast(coalesce(sum(length_of_stay), 0) as bigint) as bed_days,
  cast(coalesce(sum(excess_days), 0) as bigint) as excess_days
from read_parquet($file)
group by
  kind, month, practice, coalesce(pod, ''), coalesce(specialty, ''), coalesce(provider, ''),
  coalesce(attribution, 'not attributed'), status, reason, price_book, rule_pack, coalesce(stand_in, false),
  case when status = 'no price' then hrg end,
  case when practice_derived is not null and practice_derived is distinct from practice_sent then practice_sent end,
  case when practice_derived is not null and practice_derived is distinct from practice_sent then practice_derived end
