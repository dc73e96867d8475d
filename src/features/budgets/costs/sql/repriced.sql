-- grain: practice × service line × financial year; what each priced line of $from to $to moves by when it is taken to the
-- prices of $year: cost × price of its code in $year ÷ price in its own year, less cost, in pence, half up; moved: lines
-- whose code has a price in both; kept: lines that stay as they were; source: priced admitted care and outpatient
-- procedures {files}, price books {books}; nulls: none
with place as (
  select split_part(item, '|', 1) as pod, split_part(item, '|', 2) as specialty, split_part(item, '|', 3) as line
  from (select unnest(string_split($places, ';')) as item)
),
book as (
  select
    year, hrg, max(coalesce(day_case, combined)) as dc, max(coalesce(ordinary_elective, combined)) as el,
    max(non_elective) as nel, max(outpatient_procedure) as oproc
  from {books}
  group by year, hrg
),
spell as (
  select
    practice, pod, specialty, hrg, month, cost_pence,
    case
      when substr(month, 6, 2) >= '04'
        then concat(substr(month, 1, 4), '/', substr(cast(cast(substr(month, 3, 2) as integer) + 101 as varchar), 2, 2))
      else concat(cast(cast(substr(month, 1, 4) as integer) - 1 as varchar), '/', substr(month, 3, 2))
    end as year
  from {files}
  where practice is not null and status = 'priced' and not stand_in and month between $from and $to
),
priced as (
  select
    s.practice, s.pod, s.specialty, s.year, s.cost_pence,
    case s.pod when 'DC' then own.dc when 'EL' then own.el when 'OPPROC' then own.oproc else own.nel end as before,
    case s.pod when 'DC' then new.dc when 'EL' then new.el when 'OPPROC' then new.oproc else new.nel end as after
  from spell as s
  left join book as own on own.hrg = s.hrg and own.year = s.year
  left join book as new on new.hrg = s.hrg and new.year = $year
)
select
  q.practice, p.line, q.year,
  sum(case when q.before > 0 and q.after > 0 then cast((q.twice - q.twice % (2 * q.before)) / (2 * q.before) as bigint) - q.cost_pence else 0 end)
    as moved_pence,
  sum(case when q.before > 0 and q.after > 0 then 1 else 0 end) as moved,
  sum(case when q.before > 0 and q.after > 0 then 0 else 1 end) as kept
from (select *, 2 * cost_pence * after + before as twice from priced) as q
join place as p on p.pod = q.pod and p.specialty = q.specialty
group by q.practice, p.line, q.year
order by q.practice, p.line, q.year
