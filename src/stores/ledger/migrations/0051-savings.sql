-- Savings: a year's account as it was settled under adopted rules, practice by practice.

-- Grain: one settlement of a group's year; the newest of a year counts. account: the group's sums in pence as text.
create table savings_account (
  id bigint primary key generated always as identity,
  group_code text not null,
  year text not null,
  version bigint not null references budget_version (id),
  rules bigint not null references budget_rules (id),
  build text not null,
  account jsonb not null,
  on_date date not null,
  settled_by bigint,
  settled_by_name text not null,
  settled_at timestamptz not null default now()
);

create index savings_account_group on savings_account (group_code, year, id);

-- Grain: account × practice; each step from the year's result to what is paid, in pence.
create table savings_share (
  account bigint not null references savings_account (id),
  practice text not null,
  budget_pence bigint not null,
  outturn_pence bigint not null,
  gross_pence bigint not null,
  in_scope_pence bigint not null,
  after_stop_loss_pence bigint not null,
  net_pence bigint not null,
  share_pence bigint not null,
  settled_pence bigint not null,
  primary key (account, practice)
);

alter table savings_account enable row level security;
alter table savings_account force row level security;
alter table savings_share enable row level security;
alter table savings_share force row level security;

create policy of_the_group on savings_account for select to steward_app using (viewer_signed_in());
create policy of_the_group on savings_share for select to steward_app using (viewer_signed_in());
create policy kept_by_officers on savings_account for insert to steward_app with check (viewer_approves_budgets());
create policy kept_by_officers on savings_share for insert to steward_app with check (viewer_approves_budgets());
