-- Invented rows for tests of pages: {practices} practices in two localities over {months} months up to March 2020,
-- in {groups} groups. Every number is a plain function of its keys, so that a test can say what a page must show.
create table calendar as
select n as m, strftime(date '2020-03-01' - to_months(cast(n as integer)), '%Y-%m') as month
from range(0, {months}) as r(n);

create table place as
select
  i,
  'P' || lpad(cast(81001 + i as varchar), 5, '0') as practice,
  list_value('Willowbrook', 'Ashcombe', 'Thornbury Lane', 'Harbour View', 'Mill Street', 'St Aldate', 'The Limes',
    'Queensway', 'Old Forge', 'Riverside', 'Elmfield', 'Castle Hill')[1 + i % 12]
    || case when i % 2 = 0 then ' Surgery' else ' Medical Practice' end
    || case when i >= 12 then ' ' || cast(1 + i // 12 as varchar) else '' end as name,
  3000 + (i * 2741) % 14000 as patients,
  case when i % 2 = 0 then 'NORTH' else 'SOUTH' end as locality
from range(0, {practices}) as r(i);

insert into practice select practice, name, 'ZZ1 1ZZ', date '1990-04-01', null, 'active' from place;
insert into practice values ('P89999', 'Elsewhere Surgery', null, null, null, null);

insert into membership
select
  practice,
  case when {groups} = 2 and i % 4 = 3 then 'EX' else 'CW' end,
  case when {groups} = 2 and i % 4 = 3 then 'Exford Commissioning Group' else 'Cranwell Commissioning Group' end,
  locality, case when locality = 'NORTH' then 'North Cranwell' else 'South Cranwell' end,
  '2015-04', null
from place;

insert into provider values ('RVX', 'Cranwell General Hospital'), ('RWY', 'Exford University Hospitals'), ('RZC', 'Cranwell Community Services');
insert into specialty values
  ('100', 'General surgery'), ('110', 'Trauma and orthopaedics'), ('120', 'Ear, nose and throat'), ('130', 'Ophthalmology'),
  ('300', 'General medicine'), ('320', 'Cardiology'), ('330', 'Dermatology'), ('340', 'Respiratory medicine'),
  ('410', 'Rheumatology'), ('430', 'Geriatric medicine'), ('502', 'Gynaecology'), ('180', 'Emergency medicine');
insert into pod values
  ('DC', 'Day case', 'admitted', 10), ('EL', 'Elective inpatient', 'admitted', 20),
  ('NEL', 'Emergency inpatient, long stay', 'admitted', 30), ('NELST', 'Emergency inpatient, short stay', 'admitted', 40),
  ('OPFASPCL', 'First attendance, consultant-led', 'outpatient', 50),
  ('OPFUPSPCL', 'Follow-up attendance, consultant-led', 'outpatient', 60),
  ('OPPROC', 'Outpatient procedure', 'outpatient', 70), ('AE', 'Emergency department attendance', 'emergency', 80),
  ('COMM', 'Community services', 'contract', 90), ('MH', 'Mental health', 'contract', 100), ('BLOCK', 'Block payments', 'contract', 110);
insert into chapter values
  ('01', 'Gastro-intestinal system'), ('02', 'Cardiovascular system'), ('03', 'Respiratory system'), ('04', 'Central nervous system'),
  ('05', 'Infections'), ('06', 'Endocrine system'), ('07', 'Obstetrics, gynaecology and urinary tract'), ('10', 'Musculoskeletal system'),
  ('13', 'Skin'), ('21', 'Appliances');

create table shape(pod varchar, kind varchar, per_thousand double, pence bigint, winter double);
insert into shape values
  ('DC', 'admitted', 9.2, 105000, -0.05), ('EL', 'admitted', 1.6, 620000, -0.12), ('NEL', 'admitted', 6.1, 380000, 0.06),
  ('NELST', 'admitted', 8.7, 81000, 0.05), ('OPFASPCL', 'outpatient', 21.0, 21000, 0), ('OPFUPSPCL', 'outpatient', 46.0, 12500, 0),
  ('OPPROC', 'outpatient', 19.0, 18500, 0), ('AE', 'emergency', 31.0, 27500, 0.02);

insert into activity
select
  practice, month, kind, pod, specialty, provider, lines + lines // 90, lines, lines // 90, 0, lines * pence,
  case when kind = 'admitted' then 0 else lines * pence end, 2 * lines, 0
from (
  select
    p.practice, c.month, s.kind, s.pod, t.specialty, s.pence,
    case when (p.i + cast(t.specialty as integer) // 10) % 3 = 0 then 'RWY' else 'RVX' end as provider,
    cast(round(p.patients / 1000.0 * s.per_thousand / case when s.kind = 'emergency' then 1 else 11 end
      * (1 + 0.12 * sin(p.i * 1.7 + ascii(s.pod) + cast(t.specialty as integer)))
      * (1 + s.winter * cos((c.m - 2) * 0.5236) + 0.04 * sin(c.m * 12.9898 + p.i * 78.233) - 0.002 * c.m)
      * (0.5 + (cast(t.specialty as integer) * 7 % 11) / 10.0)
      * case when p.i = 0 and t.specialty = '120' and s.pod = 'OPFASPCL' then 3.0 else 1 end) as bigint) as lines
  from place as p, calendar as c, shape as s, specialty as t
  where (s.kind = 'emergency') = (t.specialty = '180')
)
where lines > 0;
insert into activity
select null, month, 'outpatient', 'OPFASPCL', '100', 'RVX', 11, 11, 0, 0, 231000, 231000, 0, 0 from calendar;
insert into activity
select 'P89999', month, 'admitted', 'DC', '100', 'RVX', 5, 5, 0, 0, 525000, 0, 5, 0 from calendar;

insert into contract
select practice, month, pod, 'RZC', '', cast(patients / 10 as bigint) * 1000, patients * pence, 0, 1
from place, calendar, (values ('COMM', 480), ('MH', 910), ('BLOCK', 130)) as v(pod, pence);

insert into prescribing
select
  p.practice, c.month, ch.chapter, cast(p.patients / 10 * (1 + p.i % 3) as bigint), 1000,
  p.patients * 11000 * cast(ch.chapter as integer),
  cast(p.patients * 9137 * (1 + 0.05 * sin(c.m / 2.0)) * (1 + cast(ch.chapter as integer) % 4) as bigint) + 123, 40
from place as p, calendar as c, chapter as ch;

insert into list_size
select practice, month, patients - m * 7, cast(month || '-01' as date), 'prac-all' from place, calendar;

insert into need (practice, year, population, general_acute, community, mental_health, prescribing, final)
select practice, year, patients, patients * (0.9 + i % 5 / 20.0), patients * 0.97, patients * 1.04, patients * 1.1,
  patients * (0.95 + i % 5 / 25.0)
from place, (values ('2018/19'), ('2019/20')) as v(year);

insert into attribution
select month, kind, a, g, lines, lines * 21000 from calendar,
  (values ('outpatient', 'derived', true, 9000), ('outpatient', 'not attributed', false, 11), ('admitted', 'derived', false, 5)) as v(kind, a, g, lines);
insert into unpriced values ('outpatient', '2019/20', null, '100', 'no price for this specialty', 40);
insert into excluded select 'admitted', month, 'private patient', 3 from calendar;

insert into load
select 'l' || kind || month, 1, kind, 'sus-' || kind, 'SUS+ ' || kind, kind || '-' || month || '.csv', 1000,
  '2020-04-18', date '2020-04-15', month, 'all', 1000, 2, true, case when month = '2020-03' then 'flex' else 'freeze' end
from calendar, (values ('admitted'), ('outpatient'), ('emergency')) as v(kind);
insert into load
select 'f' || month, 0, 'admitted', 'sus-admitted', 'SUS+ admitted', 'first-' || month || '.csv', 1000,
  '2020-03-18', date '2020-03-15', month, 'all', 943, 0, false, 'flex'
from calendar where month < '2020-03';
insert into feed_month (feed, month, state, cut, rows, extract_date)
select f, month, 'arrived', case when f = 'prescribing' then null when month = '2020-03' then 'flex' else 'freeze' end, 1000, date '2020-04-15'
from calendar, (values ('admitted'), ('outpatient'), ('emergency'), ('contract-aggregate'), ('prescribing')) as v(f);
insert into price_note
values ('outpatient', '2019/20', 'Unit costs of 2023/24 stand in for outpatient prices of 2019/20.'),
  ('emergency', '2019/20', 'Unit costs of 2023/24 stand in for emergency-care prices of 2019/20.');
