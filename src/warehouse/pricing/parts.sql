-- grain: place in the order of lines: the practice that a record states, or '~' (after all) where it is no practice of ours;
-- records: how many state it; source: pricing_record; nulls: none
with stated as (
  select coalesce(nullif(practice_derived, ''), practice_sent, '') as code, count(*) as records
  from pricing_record
  group by 1
)
select
  case
    when regexp_full_match(code, '[A-Z][0-9]{5}') and code not in ('V81997', 'V81998', 'V81999') then code else '~'
  end as place,
  cast(sum(records) as bigint) as records
from stated
group by place
order by place
