-- Known changes that a forecast cannot learn from the past: approved schemes, prices that are to move.

-- Grain: one change as it was entered. line: a forecast line, or a service line for all of its lines. Nulls: practices
-- for all of the group, to_month while it lasts, pence_per_month or share_millionths (one of the two is there), decision
-- for a price that needs none, noted_by for the program.
create table forecast_change (
  id bigint primary key generated always as identity,
  group_code text not null,
  name text not null check (length(name) between 3 and 80),
  kind text not null check (kind in ('scheme', 'price')),
  line text not null,
  practices text[],
  from_month text not null,
  to_month text,
  pence_per_month bigint,
  share_millionths bigint,
  why text not null check (length(why) >= 10),
  decision bigint references decision (id),
  on_date date not null,
  noted_by bigint,
  noted_by_name text not null,
  noted_at timestamptz not null default now(),
  check ((pence_per_month is null) <> (share_millionths is null)),
  check (kind = 'price' or decision is not null),
  check (to_month is null or to_month >= from_month)
);

create index forecast_change_group on forecast_change (group_code, id);

-- Grain: one taking back of a change, with its reason; the change counts until then. Nulls: noted_by for the program.
create table forecast_change_end (
  id bigint primary key generated always as identity,
  forecast_change bigint not null unique references forecast_change (id),
  why text not null check (length(why) >= 5),
  on_date date not null,
  noted_by bigint,
  noted_by_name text not null,
  noted_at timestamptz not null default now()
);

-- Whether the viewer may say what is known to change.
create function viewer_knows_changes() returns boolean
language sql stable parallel safe
return viewer_has('administrator', 'management-team', 'accountable-officer');

alter table forecast_change enable row level security;
alter table forecast_change force row level security;
alter table forecast_change_end enable row level security;
alter table forecast_change_end force row level security;

create policy of_the_group on forecast_change for select to steward_app using (viewer_signed_in());
create policy of_the_group on forecast_change_end for select to steward_app using (viewer_signed_in());
create policy kept_by_management on forecast_change for insert to steward_app with check (viewer_knows_changes());
create policy kept_by_management on forecast_change_end for insert to steward_app with check (viewer_knows_changes());
