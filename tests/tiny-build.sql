-- Fills the tables of the tiny build from its own Parquet files, in SQL that shares nothing with the warehouse's.
create view line as select * from read_parquet('{folder}/priced/*/*/*.parquet');
insert into practice values
  ('P81001', 'Willowbrook Surgery', 'ZZ1 1AA', date '2000-04-01', null, 'active'),
  ('P81002', 'Mill Lane & Partners', 'ZZ1 1AB', date '2000-04-01', null, 'active'),
  ('P81003', 'Fen View Practice', 'ZZ1 1AC', date '2000-04-01', null, 'active'),
  ('P89999', 'P89999', null, null, null, null);
insert into membership values
  ('P81001', 'CW', 'Countyshire Commissioning', 'LN', 'North', '2017-04', null),
  ('P81002', 'CW', 'Countyshire Commissioning', 'LS', 'South', '2019-05', null),
  ('P81003', 'CW', 'Countyshire Commissioning', 'LN', 'North', '2017-04', '2019-05'),
  ('P81003', 'CW', 'Countyshire Commissioning', 'LS', 'South', '2019-06', null);
insert into provider values ('RNX', 'Northbridge Hospital'), ('RVY', 'Valley Hospitals'), ('RCZ', 'Community Care');
insert into specialty values ('100', 'General surgery'), ('110', 'Trauma and orthopaedics'), ('300', 'General medicine');
insert into pod values
  ('DC', 'Day cases', 'admitted', 1), ('EL', 'Ordinary elective', 'admitted', 2), ('NEL', 'Emergency admissions', 'admitted', 3),
  ('NELST', 'Emergency, short stay', 'admitted', 4), ('OPFASPCL', 'First attendances', 'outpatient', 5),
  ('OPFUPSPCL', 'Follow-up attendances', 'outpatient', 6), ('OPPROC', 'Outpatient procedures', 'outpatient', 7),
  ('AE', 'Emergency care', 'emergency', 8), ('COMM', 'Community services', 'contract', 9), ('BLOCK', 'Block payments', 'contract', 10);
create table if not exists contract_pod (sent varchar not null, own varchar not null, counted boolean not null);
insert into contract_pod values ('COMM', 'COMM', true), ('BLOCK', 'BLOCK', true), ('NEL', 'NEL', false);
insert into chapter values ('01', 'Gastro-intestinal'), ('02', 'Cardiovascular'), ('03', 'Respiratory'), ('04', 'Central nervous system');
insert into activity
select practice, month, kind, pod, coalesce(specialty, ''), provider, count(*),
  count(*) filter (status = 'priced'), count(*) filter (status = 'no price'), count(*) filter (status = 'excluded'),
  coalesce(sum(cost_pence), 0), sum(case when stand_in then coalesce(cost_pence, 0) else 0 end), coalesce(sum(length_of_stay), 0), coalesce(sum(excess_days), 0)
from line group by 1, 2, 3, 4, 5, 6;
insert into contract
select practice, month, pod, provider, specialty, sum(actual_activity), sum(actual_pence + actual_mff_pence), sum(actual_mff_pence), count(*)
from read_parquet('{folder}/lake/contract-aggregate/*/*.parquet') group by 1, 2, 3, 4, 5;
insert into contract_comparison
select provider, month, pod, sum(actual_activity), sum(actual_pence + actual_mff_pence), 0, 0, true
from read_parquet('{folder}/lake/contract-aggregate/*/*.parquet') group by 1, 2, 3
union all select 'RNX', '2019-04', 'NEL', 40000, 5000000, 38, 4812345, false;
insert into prescribing
select practice, regexp_extract(filename, '(\d{4}-\d{2})', 1), chapter, sum(items), sum(quantity), sum(nic_e5), sum(cost_e5), count(*)
from read_parquet('{folder}/lake/prescribing/*/*.parquet', filename = true) group by 1, 2, 3;
insert into list_size
select practice, left(cast(extract_date as varchar), 7), patients, extract_date, 'prac-all' from read_parquet('{folder}/lake/list-size/*/*.parquet');
insert into unpriced select kind, '2019/20', hrg, specialty, reason, count(*) from line where status = 'no price' group by 1, 2, 3, 4, 5;
insert into excluded select kind, month, reason, count(*) from line where status = 'excluded' group by 1, 2, 3;
insert into undischarged values ('2019-06', 'RNX', 7);
insert into attribution select month, kind, attribution, coalesce(practice <> 'P89999', false), count(*), coalesce(sum(cost_pence), 0) from line group by 1, 2, 3, 4;
insert into attribution_difference values ('2019-04', 'admitted', 'P81001', 'P81002', 3);
insert into load
select load_id, row_number() over (order by month, kind), kind, kind || '-sus', 'SUS+ extract, ' || kind, kind || '_' || month || '.csv',
  12345, '2019-07-' || (10 + row_number() over (order by month, kind)) || 'T08:00:00Z', cast(month || '-28' as date), month, 'all', count(*), case when month = '2019-05' and kind = 'admitted' then 2 else 0 end,
  true, case when month = '2019-06' then 'flex' else 'freeze' end
from line group by load_id, kind, month;
insert into load
select regexp_extract(filename, '([0-9a-f]{12})\.parquet', 1), 20 + row_number() over (order by filename), regexp_extract(filename, 'lake/([a-z-]+)/', 1), 'x', 'Prescribing or contract file',
  regexp_extract(filename, 'lake/([a-z-]+)/', 1) || '_' || regexp_extract(filename, '(\d{4}-\d{2})', 1) || '.csv', 999, '2019-07-15T08:00:00Z', null,
  regexp_extract(filename, '(\d{4}-\d{2})', 1), if(filename like '%list-size%', 'prac-all', 'all'), count(*), 0, true, null
from read_parquet('{folder}/lake/*/*/*.parquet', filename = true, union_by_name = true) group by filename;
insert into quarantine select load_id, file_name, 'procedure_date', 'the date is not a calendar date', 'Write it as 2019-05-31.', 2 from load where feed = 'admitted' and period = '2019-05';
insert into feed_month (feed, month, state, cut, rows, extract_date) select feed, period, 'arrived', cut, sum(rows), max(extract_date) from load where feed <> 'list-size' group by feed, period, cut;
insert into feed_month (feed, month, state, cut, rows, extract_date) values ('critical-care', '2019-05', 'missing', null, null, null), ('critical-care', '2019-06', 'late', null, null, null);
insert into control values
  ('priced = marts', 'admitted', '2019-04', 'pence', 'priced lines', 100, 'marts', 100, true),
  ('accepted = priced', 'admitted', '2019-04', 'rows', 'accepted', 45, 'lines', 45, true);
insert into price_book select kind, '2019/20', price_book, rule_pack, count(*), sum(cost_pence), bool_or(stand_in) from line where status = 'priced' group by kind, price_book, rule_pack;
insert into price_note values ('outpatient', '2019/20', 'Unit costs of 2023/24 stand in for outpatient prices.'), ('emergency', '2019/20', 'Unit costs of 2023/24 stand in for emergency care prices.');
insert into missing values ('need', 'No need weights have been loaded.');
drop view line;
