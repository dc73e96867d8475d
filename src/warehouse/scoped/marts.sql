-- The marts of a build cut to a scope: the tables of schema.sql, filled from the attached build. A practice
-- is shown under the code that the table shown_as gives it for the month; one that it does not name is not
-- here. In a scope outside the group every row is a locality's: specialties and providers are not told
-- apart, points of delivery with small counts are pooled, and counts are as the macro released() gives them: small
-- ones as nought, the rest to the nearest multiple. Inside, released() gives what it is given and few() nought.
-- grain: of each table as in schema.sql; units: the same; source: the build, shown_as, pooled, released() and few(), made
-- beforehand; nulls: as there; outside the group contract lines are not counted (0)

-- Outside, what few lines are (priced, without a price, excluded) is counted with what most of the cell are: the three add up to its lines.
insert into activity
with cell as (
  select
    s.code as practice, a.month, a.kind, coalesce(p.shown, a.pod) as pod,
    case when $outside then '' else a.specialty end as specialty, case when $outside then '-' else a.provider end as provider,
    sum(a.lines) as lines, sum(a.priced_lines) as priced, sum(a.unpriced_lines) as unpriced, sum(a.excluded_lines) as excluded,
    sum(a.cost_pence) as cost_pence, sum(a.stand_in_pence) as stand_in_pence, sum(a.bed_days) as bed_days, sum(a.excess_days) as excess_days
  from build.activity as a
  left join shown_as as s on s.practice = a.practice and a.month between s.from_month and s.to_month
  left join pooled as p on p.kind = a.kind and p.category = a.pod
  where (s.code is not null or (a.practice is null and not $outside)) and coalesce(not p.left_out, true)
  group by 1, 2, 3, 4, 5, 6
)
select
  practice, month, kind, pod, specialty, provider, released(lines),
  released(priced + case when priced >= unpriced and priced >= excluded then few(unpriced) + few(excluded) else 0 end),
  released(unpriced + case when unpriced > priced and unpriced >= excluded then few(priced) + few(excluded) else 0 end),
  released(excluded + case when excluded > priced and excluded > unpriced then few(priced) + few(unpriced) else 0 end),
  cost_pence, stand_in_pence, released(bed_days), released(excess_days)
from cell;

insert into contract
select
  s.code, a.month, coalesce(p.shown, a.pod), case when $outside then '-' else a.provider end,
  case when $outside then '' else a.specialty end,
  released(sum(a.activity_thousandths) / 1000.0) * case when $outside then 1000 else 1 end, sum(a.cost_pence), sum(a.mff_pence), case when $outside then 0 else sum(a.lines) end
from build.contract as a
left join shown_as as s on s.practice = a.practice and a.month between s.from_month and s.to_month
left join pooled as p on p.kind = 'contract' and p.category = a.pod
where (s.code is not null or (a.practice is null and not $outside)) and coalesce(not p.left_out, true)
group by 1, 2, 3, 4, 5;

insert into prescribing
select
  s.code, a.month, a.chapter,
  sum(a.items), sum(a.quantity), sum(a.nic_e5), sum(a.cost_e5), sum(a.lines)
from build.prescribing as a
left join shown_as as s on s.practice = a.practice and a.month between s.from_month and s.to_month
where s.code is not null or (a.practice is null and not $outside)
group by 1, 2, 3;

insert into list_size
select s.code, a.month, sum(a.patients), max(a.extract_date), max(a.part)
from build.list_size as a
join shown_as as s on s.practice = a.practice and a.month between s.from_month and s.to_month
group by 1, 2;

insert into need by name
select a.* exclude (practice), s.code as practice
from build.need as a
join shown_as as s on s.practice = a.practice and s.own;

-- a published count would tell which practice a number stands for
insert into disease_register by name
select a.* exclude (practice), s.code as practice
from build.disease_register as a
join shown_as as s on s.practice = a.practice and s.own;

insert into membership by name
select
  m.code as practice, m.group_code, m.group_name, m.locality, m.locality_name,
  min(m.from_month) as from_month,
  case when count(m.to_month) < count(*) then null else max(m.to_month) end as to_month
from member_as as m
group by m.code, m.group_code, m.group_name, m.locality, m.locality_name, case when m.folded then '' else m.from_month end;

insert into practice by name
select practice, name, postcode, opened, closed, status
from build.practice
where practice in (select practice from shown_as where own)
union all by name
select distinct code as practice, name from shown_as where not own;

insert into pcn_member by name
select * from build.pcn_member where practice in (select practice from shown_as where own);

insert into pod
select distinct
  shown,
  case kind
    when 'admitted' then 'Other hospital admissions'
    when 'outpatient' then 'Other outpatient care'
    when 'emergency' then 'Emergency departments'
    else 'Other contracts'
  end,
  kind, 999
from pooled where shown is not null and not left_out;

insert into provider
select '-', 'All providers' where $outside;
