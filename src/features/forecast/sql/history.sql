-- grain: practice × forecast line × kind of care ('' for contract lines and prescribing), of practices that were ever members
-- of the group; months: 'month=amount' for each month with a figure, by blanks, amounts in £0.00001; $placed: JSON of codes with
-- their forecast line; source: activity, contract, prescribing, membership; nulls: none
with placed as (
  select unnest(
    from_json($placed, '[{"source":"VARCHAR","pod":"VARCHAR","specialty":"VARCHAR","chapter":"VARCHAR","line":"VARCHAR"}]'),
    recursive := true
  )
),
line as (
  select a.practice, a.month, a.kind, p.line, a.cost_pence * 1000 as amount
  from activity as a
  join placed as p on p.source = 'activity' and p.pod = a.pod and p.specialty = a.specialty
  union all
  select c.practice, c.month, '', p.line, c.cost_pence * 1000
  from contract as c
  join placed as p on p.source = 'contract' and p.pod = c.pod and p.specialty = c.specialty
  union all
  select r.practice, r.month, '', p.line, r.cost_e5
  from prescribing as r
  join placed as p on p.source = 'prescribing' and p.chapter = r.chapter
),
by_month as (
  select practice, line, kind, month, sum(amount) as amount
  from line
  where month <= $to and practice in (select practice from membership where group_code = $group)
  group by practice, line, kind, month
)
select practice, line, kind, string_agg(concat(month, '=', cast(amount as varchar)), ' ') as months
from by_month
where amount <> 0
group by practice, line, kind
order by practice, line, kind
