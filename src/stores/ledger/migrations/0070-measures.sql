-- Measures that a group writes, what practices say of theirs, sets of practices, and who wants word of changes.
-- Every table is only added to; the newest row holds.

-- Grain: one row per version of a measure that a group wrote, with its whole definition. retired: no longer shown.
create table measure_version (
  id bigint generated always as identity primary key,
  measure text not null check (measure ~ '^own-[a-z0-9-]{2,56}$'),
  version integer not null check (version >= 1),
  definition jsonb not null,
  why_changed text not null check (length(why_changed) between 3 and 500),
  retired boolean not null default false,
  by_person bigint,
  by_name text not null,
  on_date date not null,
  recorded_at timestamptz not null default now(),
  unique (measure, version)
);

-- Grain: one row per word of a practice on its figure of a measure; withdrawn ends the word before. Nulls: by_person for the operator.
create table measure_reply (
  id bigint generated always as identity primary key,
  measure text not null,
  practice text not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  reason text not null,
  words text not null check (length(words) between 10 and 2000),
  withdrawn boolean not null default false,
  by_person bigint,
  by_name text not null,
  on_date date not null,
  review_on date not null check (review_on > on_date),
  recorded_at timestamptz not null default now()
);
create index measure_reply_measure on measure_reply (measure, practice, id);

-- Grain: one row per version of a named set of practices. An empty set ends it.
create table practice_set (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 2 and 80),
  practices text[] not null check (cardinality(practices) <= 200),
  by_person bigint,
  by_name text not null,
  on_date date not null,
  recorded_at timestamptz not null default now()
);
create index practice_set_name on practice_set (name, id);

-- Grain: one row per choice of a person: how often, of which practice, and how many events a month must lead one to expect.
-- Nulls: practice where word is wanted of the whole group.
create table alert_choice (
  id bigint generated always as identity primary key,
  person bigint not null,
  cadence text not null check (cadence in ('never', 'monthly', 'quarterly')),
  practice text,
  group_code text not null,
  least_expected integer not null default 10 check (least_expected between 1 and 1000),
  on_date date not null,
  recorded_at timestamptz not null default now()
);
create index alert_choice_person on alert_choice (person, id);

-- Grain: one row per month of which a person was told, so that nobody is told twice. mailed: whether there was anything to say.
create table alert_told (
  id bigint generated always as identity primary key,
  person bigint not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  build text not null,
  changes integer not null,
  mailed boolean not null,
  on_date date not null,
  recorded_at timestamptz not null default now(),
  unique (person, month)
);

alter table measure_version enable row level security;
alter table measure_version force row level security;
alter table measure_reply enable row level security;
alter table measure_reply force row level security;
alter table practice_set enable row level security;
alter table practice_set force row level security;
alter table alert_choice enable row level security;
alter table alert_choice force row level security;
alter table alert_told enable row level security;
alter table alert_told force row level security;

create policy measure_version_read on measure_version for select using (viewer_signed_in());
create policy measure_version_write on measure_version for insert with check (
  viewer_has('analyst', 'management-team', 'topic-lead', 'elected-gp', 'practice-lead')
);

-- A reply is seen by every member: that is its purpose. It is written by the practice itself.
create policy measure_reply_read on measure_reply for select using (viewer_signed_in());
create policy measure_reply_write on measure_reply for insert with check (
  viewer_everything() or practice = any (viewer_practices())
);

create policy practice_set_read on practice_set for select using (viewer_signed_in());
create policy practice_set_write on practice_set for insert with check (viewer_signed_in());

create policy alert_choice_read on alert_choice for select using (viewer_everything() or person = viewer_person());
create policy alert_choice_write on alert_choice for insert with check (viewer_everything() or person = viewer_person());

create policy alert_told_read on alert_told for select using (viewer_everything() or person = viewer_person());
create policy alert_told_write on alert_told for insert with check (viewer_everything());
