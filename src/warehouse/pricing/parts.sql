-- grain: practice code as it stands on a record × practice that it may be counted with; place: that practice's place in the
-- order of lines, '~' (after all) where it is no practice of ours; records: of the code; source: pricing_record, pricing_move;
-- nulls: none
with stated as (
  select coalesce(nullif(practice_derived, ''), practice_sent, '') as code, count(*) as records
  from pricing_record
  group by 1
),
counted as (
  select
    stated.code, stated.records,
    case
      when regexp_full_match(stated.code, '[A-Z][0-9]{5}') and stated.code not in ('V81997', 'V81998', 'V81999') then stated.code else '~'
    end as place
  from stated
  union all
  select distinct stated.code, 0, move.successor from stated join pricing_move as move on move.practice = stated.code
)
select code, place, cast(sum(records) as bigint) as records from counted group by code, place order by place, code
