-- Budgets: the rules that a group adopted, versions of a year's budgets line by line, what practices answered, how far a
-- version has come, virements between lines and practices, and what is committed or accrued but not yet billed.

-- Grain: one adoption of a rule pack. settings: what the group set itself. Nulls: made_by for the program.
create table budget_rules (
  id bigint primary key generated always as identity,
  group_code text not null,
  pack text not null,
  pack_version integer not null,
  settings jsonb not null,
  adopted_on date not null,
  made_by bigint,
  made_by_name text not null,
  made_at timestamptz not null default now()
);

create index budget_rules_group on budget_rules (group_code, id);

-- Grain: one version of a year's budgets. plan: envelopes, scopes and methods as chosen; facts: what the page shows beside
-- the lines (slices, distances, growth, losers), worked out from build. Nulls: made_by for the program.
create table budget_version (
  id bigint primary key generated always as identity,
  group_code text not null,
  year text not null,
  number integer not null,
  title text not null,
  rules bigint not null references budget_rules (id),
  plan jsonb not null,
  facts jsonb not null,
  build text not null,
  made_on date not null,
  made_by bigint,
  made_by_name text not null,
  made_at timestamptz not null default now(),
  unique (group_code, year, number)
);

-- Grain: version × practice × service line; the year in pence and what it was worked from. weight in millionths of a person.
-- Nulls: weight where need is not known, target where the line has none.
create table budget_share (
  version bigint not null references budget_version (id),
  practice text not null,
  line text not null,
  patients bigint not null,
  weight bigint,
  baseline_pence bigint not null,
  target_pence bigint,
  annual_pence bigint not null,
  primary key (version, practice, line)
);

-- Grain: version × practice × service line × month, in pence: the budget itself.
create table budget_line (
  version bigint not null references budget_version (id),
  practice text not null,
  line text not null,
  month text not null,
  pence bigint not null,
  primary key (version, practice, line, month)
);

-- Grain: one step of a version; the newest is where it stands. in_force_from: the month from which an approved version
-- counts. Nulls: in_force_from unless approved, decision where none is linked.
create table budget_state (
  id bigint primary key generated always as identity,
  version bigint not null references budget_version (id),
  state text not null check (state in ('proposed', 'approved', 'withdrawn')),
  on_date date not null,
  in_force_from text,
  decision bigint,
  why text not null,
  noted_by bigint,
  noted_by_name text not null,
  noted_at timestamptz not null default now()
);

create index budget_state_version on budget_state (version, id);

-- Grain: one answer of a practice to a version; the newest of a practice counts.
create table budget_reply (
  id bigint primary key generated always as identity,
  version bigint not null references budget_version (id),
  practice text not null,
  stance text not null check (stance in ('agrees', 'objects', 'comments')),
  reason text not null check (stance = 'agrees' or length(reason) >= 10),
  on_date date not null,
  replied_by bigint,
  replied_by_name text not null,
  replied_at timestamptz not null default now()
);

create index budget_reply_version on budget_reply (version, id);

-- Grain: one move of budget from a practice's line to another line or practice, from a month on, shared over the months
-- that are left. Nulls: asked_by for the program.
create table budget_virement (
  id bigint primary key generated always as identity,
  group_code text not null,
  year text not null,
  from_practice text not null,
  from_line text not null,
  to_practice text not null,
  to_line text not null,
  from_month text not null,
  pence bigint not null check (pence > 0),
  reason text not null check (length(reason) >= 10),
  on_date date not null,
  asked_by bigint,
  asked_by_name text not null,
  asked_at timestamptz not null default now()
);

-- Grain: one step of a virement; the newest counts. Nulls: decision where none is linked.
create table budget_virement_state (
  id bigint primary key generated always as identity,
  virement bigint not null references budget_virement (id),
  state text not null check (state in ('asked', 'approved', 'refused')),
  on_date date not null,
  decision bigint,
  why text not null,
  noted_by bigint,
  noted_by_name text not null,
  noted_at timestamptz not null default now()
);

-- Grain: one amount for a practice's line in a month that no file carries yet: a commitment (ordered, to come) or an accrual
-- (done, not billed). What is released is a row of the opposite amount.
create table budget_commitment (
  id bigint primary key generated always as identity,
  group_code text not null,
  practice text not null,
  line text not null,
  month text not null,
  kind text not null check (kind in ('commitment', 'accrual')),
  pence bigint not null,
  what text not null check (length(what) >= 5),
  on_date date not null,
  noted_by bigint,
  noted_by_name text not null,
  noted_at timestamptz not null default now()
);

create index budget_commitment_practice on budget_commitment (practice, month);

-- Whether the viewer may set rules, propose budgets and note commitments.
create function viewer_keeps_budgets() returns boolean
language sql stable parallel safe
return viewer_has('administrator', 'management-team', 'accountable-officer', 'analyst');

-- Whether the viewer may record that a budget or a virement was approved: never an analyst.
create function viewer_approves_budgets() returns boolean
language sql stable parallel safe
return viewer_has('administrator', 'management-team', 'accountable-officer', 'chair');

do $$
declare
  name text;
begin
  foreach name in array array[
    'budget_rules', 'budget_version', 'budget_share', 'budget_line', 'budget_state', 'budget_reply', 'budget_virement',
    'budget_virement_state', 'budget_commitment'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy of_the_group on %I for select to steward_app using (viewer_signed_in())', name);
  end loop;
  foreach name in array array['budget_rules', 'budget_version', 'budget_share', 'budget_line', 'budget_commitment'] loop
    execute format(
      'create policy kept_by_officers on %I for insert to steward_app with check (viewer_keeps_budgets())', name
    );
  end loop;
end
$$;

create policy proposed_or_approved on budget_state for insert to steward_app
with check (
  (state in ('proposed', 'withdrawn') and viewer_keeps_budgets()) or (state = 'approved' and viewer_approves_budgets())
);

create policy of_ones_own_practice on budget_reply for insert to steward_app
with check (
  viewer_keeps_budgets()
  or (practice = any (viewer_practices()) and viewer_has('practice-lead', 'practice-manager'))
);

create policy asked_by_whom_it_concerns on budget_virement for insert to steward_app
with check (
  viewer_keeps_budgets()
  or (from_practice = any (viewer_practices()) and viewer_has('practice-lead', 'practice-manager'))
);

create policy asked_or_answered on budget_virement_state for insert to steward_app
with check (
  viewer_approves_budgets()
  or (state = 'asked' and (viewer_keeps_budgets() or viewer_has('practice-lead', 'practice-manager')))
);
