-- Months from which the limits of a measure's line are worked out anew. The table is only added to; the newest row of a line and month holds.

-- Grain: one row per word on a month of a line: line is practice:CODE, locality:CODE or group:CODE. withdrawn ends the word before.
-- Nulls: by_person for the operator.
create table measure_rebase (
  id bigint generated always as identity primary key,
  measure text not null,
  line text not null check (line ~ '^(practice|locality|group):[A-Za-z0-9_-]{1,40}$'),
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  reason text not null check (length(reason) between 10 and 500),
  withdrawn boolean not null default false,
  by_person bigint,
  by_name text not null,
  on_date date not null,
  recorded_at timestamptz not null default now()
);
create index measure_rebase_line on measure_rebase (measure, line, month, id);

alter table measure_rebase enable row level security;
alter table measure_rebase force row level security;

create policy measure_rebase_read on measure_rebase for select using (viewer_signed_in());
-- A practice says it of its own line; those who look after the group's figures of any.
create policy measure_rebase_write on measure_rebase for insert with check (
  viewer_has('analyst', 'management-team', 'topic-lead', 'elected-gp')
  or (line like 'practice:%' and substr(line, 10) = any (viewer_practices()))
);
