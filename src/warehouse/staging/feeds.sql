-- One empty table for each feed that the marts read, with the columns that they need. The feed's view is this table
-- and the feed's Parquet files, joined by name: a feed without files has no rows, and a column that a layout lacks is null.
create temp table none_admitted (provider varchar, spell_number varchar, discharge_date date, filename varchar);
create temp table none_outpatient (source_line bigint, filename varchar);
create temp table none_emergency (source_line bigint, filename varchar);
create temp table none_contract_aggregate (
  month varchar, provider varchar, practice varchar, specialty varchar, pod varchar, actual_activity bigint,
  actual_pence bigint, actual_mff_pence bigint, filename varchar
);
create temp table none_contract_patient (
  month varchar, provider varchar, practice varchar, specialty varchar, pod varchar, actual_activity bigint,
  actual_pence bigint, actual_mff_pence bigint, filename varchar
);
create temp table none_prescribing (
  practice varchar, practice_name varchar, unidentified boolean, chapter varchar, items bigint, quantity bigint, nic_e5 bigint,
  cost_e5 bigint, filename varchar
);
create temp table none_prescribing_practices (practice varchar, name varchar, filename varchar);
create temp table none_list_size (
  extract_date date, practice varchar, sex varchar, age_from smallint, age_to smallint, patients bigint, filename varchar
);
create temp table none_need (
  practice varchar, name varchar, latitude decimal(9, 6), longitude decimal(9, 6), population decimal(18, 6),
  general_acute decimal(18, 6), community decimal(18, 6), mental_health decimal(18, 6), maternity decimal(18, 6),
  health_inequalities decimal(18, 6), prescribing decimal(18, 6), final decimal(18, 6), primary_medical decimal(18, 6),
  final_primary_medical decimal(18, 6), filename varchar
);
create temp table none_registers (
  practice varchar, register varchar, patients integer, list_type varchar, list integer, filename varchar
);
create temp table none_practices (
  practice varchar, name varchar, postcode varchar, opened date, closed date, status varchar, filename varchar
);
create temp table none_pcn_members (
  practice varchar, pcn varchar, pcn_name varchar, from_date date, to_date date, filename varchar
);
create temp table none_providers (provider varchar, name varchar, filename varchar);
create temp table none_membership (
  practice varchar, group_code varchar, group_name varchar, locality varchar, locality_name varchar,
  from_date date, to_date date, filename varchar
);
create temp table none_successors (practice varchar, successor varchar, from_date date, filename varchar);
create temp table none_reporting_dates (month varchar, flex_date date, freeze_date date, filename varchar);
create temp table none_price_mff (provider varchar, name varchar, filename varchar);
create temp table none_priced (
  kind varchar, month varchar, status varchar, episodes integer, cost_pence bigint, filename varchar
);
create temp table none_line_summary (
  kind varchar, month varchar, practice varchar, pod varchar, specialty varchar, provider varchar, attribution varchar,
  status varchar, reason varchar, price_book varchar, rule_pack varchar, stand_in boolean, hrg varchar, practice_sent varchar,
  practice_derived varchar, lines bigint, cost_pence bigint, bed_days bigint, excess_days bigint, filename varchar
);

-- grain: current file of the lake; sequence orders the loads
create temp table part (
  filename varchar, feed varchar, period varchar, part varchar, load_id varchar, sequence integer, rows bigint
);
-- grain: month of the build
create temp table calendar (month varchar, financial_year varchar, last_day date);
