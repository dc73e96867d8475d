-- The tables of a served build (builds/<id>/warehouse.duckdb). Pages read these and nothing else, apart from
-- single lines, which they read from the priced and lake Parquet files of the same build.
-- Money is whole pence unless a name says otherwise (_e5: hundred-thousandths of a pound). Months are 'YYYY-MM'.
-- Practice is the practice as attributed; null means not attributed. Locality and group are never stored on a
-- figure: join membership on practice and month. Counts and money are BIGINT.

-- grain: organisation code of a practice met anywhere; source: practices, prescribing addresses, lists, need, registers, activity;
-- nulls: postcode, opened, closed, status where no directory names it; the name falls back to the code
create table practice (
  practice varchar not null, name varchar not null, postcode varchar, opened date, closed date, status varchar
);

-- grain: practice and group from a first to a last month; source: membership; nulls: to_month while it lasts
create table membership (
  practice varchar not null, group_code varchar not null, group_name varchar not null,
  locality varchar not null, locality_name varchar not null, from_month varchar not null, to_month varchar
);

-- grain: practice and financial year; source: practices, PCN members as loaded; nulls: to_date while it lasts
create table pcn_member (
  practice varchar not null, pcn varchar not null, pcn_name varchar, from_date date, to_date date
);

-- grain: code; source: providers file, price books' names; the name falls back to the code; nulls: none
create table provider (provider varchar not null, name varchar not null);

-- grain: treatment function or main specialty code; source: definitions/reference; the name falls back to the code; nulls: none
create table specialty (specialty varchar not null, name varchar not null);

-- grain: point of delivery; kind is admitted, outpatient, emergency or contract; sort orders them on a page; nulls: none
create table pod (pod varchar not null, name varchar not null, kind varchar not null, sort integer not null);

-- grain: BNF chapter, two digits; nulls: none
create table chapter (chapter varchar not null, name varchar not null);

-- grain: practice × month × kind × pod × specialty × provider; source: priced lines (patient-level activity at Steward's price);
-- lines = priced + unpriced + excluded; cost and stand_in count priced lines only; days count admitted lines;
-- stand_in_pence is the part of cost_pence that rests on unit costs standing in for prices; nulls: practice
create table activity (
  practice varchar, month varchar not null, kind varchar not null, pod varchar not null, specialty varchar not null,
  provider varchar not null, lines bigint not null, priced_lines bigint not null, unpriced_lines bigint not null,
  excluded_lines bigint not null, cost_pence bigint not null, stand_in_pence bigint not null,
  bed_days bigint not null, excess_days bigint not null
);

-- grain: point of delivery as a contract line may state it, in capitals; own is Steward's for it; counted: no patient-level
-- feed carries it; kept so that the lines behind a contract figure are chosen as its marts were; source: the contract rules; nulls: none
create table contract_pod (sent varchar not null, own varchar not null, counted boolean not null);

-- grain: practice × month × pod × provider × specialty; only contract-monitoring lines that no patient-level feed carries;
-- activity in thousandths; cost = actual price as sent + actual market forces amount; nulls: practice where the line names none
create table contract (
  practice varchar, month varchar not null, pod varchar not null, provider varchar not null, specialty varchar not null,
  activity_thousandths bigint not null, cost_pence bigint not null, mff_pence bigint not null, lines bigint not null
);

-- grain: provider × month × pod; contract monitoring as sent beside Steward's own lines; counted: these lines are in the
-- figures as sent, false: they are compared only and never added; nulls: none
create table contract_comparison (
  provider varchar not null, month varchar not null, pod varchar not null, sent_activity_thousandths bigint not null,
  sent_pence bigint not null, own_lines bigint not null, own_pence bigint not null, counted boolean not null
);

-- grain: practice × month × chapter; quantity in thousandths, nic and cost in £0.00001 (round once, where shown);
-- nulls: practice where the prescriber is unidentified
create table prescribing (
  practice varchar, month varchar not null, chapter varchar not null, items bigint not null, quantity bigint not null,
  nic_e5 bigint not null, cost_e5 bigint not null, lines bigint not null
);

-- grain: practice × month; the latest list at or before the month's end, for every month of the build;
-- extract_date and part say which list it is; nulls: none
create table list_size (
  practice varchar not null, month varchar not null, patients bigint not null, extract_date date not null, part varchar not null
);

-- grain: practice × financial year ('2019/20'); populations weighted for need, persons to six decimals; nulls: as published
create table need (
  practice varchar not null, year varchar not null, population decimal(18, 6), general_acute decimal(18, 6),
  community decimal(18, 6), mental_health decimal(18, 6), maternity decimal(18, 6), health_inequalities decimal(18, 6),
  prescribing decimal(18, 6), final decimal(18, 6), primary_medical decimal(18, 6), final_primary_medical decimal(18, 6),
  latitude decimal(9, 6), longitude decimal(9, 6)
);

-- grain: practice × financial year ('2019/20') × disease register; patients: on the register on 31 March; list: registered
-- patients of list_type ('TOTAL', or '17OV' for 17 and over) on 1 January, which prevalence is of; nulls: none
create table disease_register (
  practice varchar not null, year varchar not null, register varchar not null, patients bigint not null,
  list_type varchar not null, list bigint not null
);

-- grain: kind × financial year × hrg × specialty × reason, lines without a price; nulls: hrg, specialty as sent
create table unpriced (
  kind varchar not null, financial_year varchar not null, hrg varchar, specialty varchar, reason varchar not null, lines bigint not null
);

-- grain: kind × month × reason; lines excluded from pricing; nulls: none
create table excluded (kind varchar not null, month varchar not null, reason varchar not null, lines bigint not null);

-- grain: month × provider; episodes of spells that have no discharge date yet; nulls: none
create table undischarged (month varchar not null, provider varchar not null, episodes bigint not null);

-- grain: month × kind × attribution × in_group; in_group: the practice was a member of any group in that month; nulls: none
create table attribution (
  month varchar not null, kind varchar not null, attribution varchar not null, in_group boolean not null,
  lines bigint not null, cost_pence bigint not null
);

-- grain: month × kind × practice as sent × as derived, where the two differ; nulls: a side that was blank
create table attribution_difference (
  month varchar not null, kind varchar not null, practice_sent varchar, practice_derived varchar, lines bigint not null
);

-- grain: load × period × part; every load of the build, current or replaced; quarantined counts the whole load (the same on
-- each of its parts); cut: before the month's freeze date 'flex', else 'freeze'; nulls: extract_date, cut where not known
create table load (
  load_id varchar not null, sequence integer not null, feed varchar not null, layout varchar not null, title varchar not null,
  file_name varchar not null, bytes bigint not null, loaded_at varchar not null, extract_date date, period varchar not null,
  part varchar not null, rows bigint not null, quarantined bigint not null, is_current boolean not null, cut varchar
);

-- grain: load × note, what the intake said about a file (repairs made, the year taken from its name); nulls: none
create table load_note (load_id varchar not null, note varchar not null);

-- grain: load × column × reason; remedy says how to put it right; nulls: none
create table quarantine (
  load_id varchar not null, file_name varchar not null, column_name varchar not null, reason varchar not null,
  remedy varchar not null, rows bigint not null
);

-- grain: feed × month expected; state 'arrived', 'late' (its freeze date, or the usual lag, has not passed) or 'missing';
-- absent: codes of providers that sent lines in both months before but none in this one, joined by ', ';
-- nulls: cut, rows, extract_date where nothing has arrived; absent where nobody is
create table feed_month (
  feed varchar not null, month varchar not null, state varchar not null, cut varchar, rows bigint, extract_date date, absent varchar
);

-- grain: control at a step for a feed and period; the two sides are counts of rows or whole units of the money named; nulls: none
create table control (
  step varchar not null, feed varchar not null, period varchar not null, measure varchar not null,
  left_label varchar not null, left_value decimal(38, 0) not null,
  right_label varchar not null, right_value decimal(38, 0) not null, agrees boolean not null
);

-- grain: kind × financial year × book; which price book priced it, from which load; nulls: none
create table price_book (
  kind varchar not null, financial_year varchar not null, price_book varchar not null, rule_pack varchar not null,
  lines bigint not null, cost_pence bigint not null, stand_in boolean not null
);

-- grain: kind × financial year × note, shown on every page that uses these prices; nulls: none
create table price_note (kind varchar not null, financial_year varchar not null, note varchar not null);

-- grain: feed, what the group does not have yet, in words for its pages; nulls: none
create table missing (feed varchar not null, note varchar not null);

-- a name that its directory writes in capitals alone, as it is read aloud: CHANTRY WHARF SURGERY becomes Chantry Wharf Surgery
create macro readable_name(name) as case
  when name <> upper(name) then name
  else array_to_string(list_transform(string_split(name, ' '), lambda word, place: case
    when word in ('NHS', 'HMP', 'GP', 'PCN', 'CCG', 'ICB', 'PMS', 'II', 'III', 'UK') then word
    when place > 1 and word in ('AND', 'OF', 'THE', 'AT', 'IN', 'ON', 'FOR', 'UPON') then lower(word)
    else concat(upper(substr(word, 1, 1)), lower(substr(word, 2))) end), ' ')
end;
