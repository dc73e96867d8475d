-- The register of interests: what members have declared, and what became of it. Published, so anyone may
-- read it as far as it is shown; an interest that ended is shown for some months and then only kept.

-- The date that stands for today, told by whoever reads; without it the real one.
create function viewer_today() returns date
language sql stable parallel safe
return coalesce(cast(nullif(current_setting('steward.today', true), '') as date), current_date);

-- The months for which an ended interest is still shown, told by whoever reads; without it six.
create function viewer_shown_months() returns int
language sql stable parallel safe
return coalesce(cast(nullif(current_setting('steward.shown_months', true), '') as int), 6);

-- Grain: one interest of one person. Source: its declaration. touches: "provider:WXN", "contract:…",
-- "practice:W51022", the holder of a contract among them. name, post: as published, for readers who may
-- not see the list of people. Nulls: recorded_by when the program did it.
create table interest (
  id bigint primary key generated always as identity,
  person bigint not null,
  name text not null,
  post text not null,
  kind text not null check (
    kind in ('financial', 'non-financial professional', 'non-financial personal', 'indirect')
  ),
  says text not null check (length(says) between 3 and 1000),
  subjects jsonb not null,
  touches text[] not null,
  arose date not null,
  recorded_on date not null check (recorded_on >= arose),
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index interest_person on interest (person);

-- Grain: one thing that happened to an interest. Source: its owner or the secretary. on_date: the last
-- day it was held for "ended". Nulls: why where nothing was said.
create table interest_state (
  id bigint primary key generated always as identity,
  interest bigint not null references interest (id),
  state text not null check (state in ('confirmed', 'ended', 'entered by mistake')),
  on_date date not null,
  noted_on date not null,
  why text,
  noted_by bigint,
  noted_at timestamptz not null default now()
);

create index interest_state_interest on interest_state (interest, id);

alter table interest enable row level security;
alter table interest force row level security;
alter table interest_state enable row level security;
alter table interest_state force row level security;

do $$
begin
  execute format('create policy owner_reads on interest for select to %I using (true)', current_user);
  execute format('create policy owner_reads on interest_state for select to %I using (true)', current_user);
end
$$;

-- Whether an interest is on the published page; reads past the policies, which ask it.
create function interest_shown(which bigint) returns boolean
language sql stable security definer set search_path = steward, pg_temp as $$
  select coalesce(
    (
      select case s.state
        when 'confirmed' then true
        when 'ended' then
          s.on_date + make_interval(months => viewer_shown_months()) >= viewer_today()
        else false
      end
      from interest_state s
      where s.interest = which
      order by s.id desc
      limit 1
    ),
    true
  )
$$;

create policy published_own_and_kept on interest for select to steward_app
using (
  viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
  or person = viewer_person()
  or interest_shown(id)
);

create policy declared_by_owner_or_officer on interest for insert to steward_app
with check (
  viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
  or person = viewer_person()
);

create policy with_its_interest on interest_state for select to steward_app
using (exists (select 1 from interest i where i.id = interest_state.interest));

create policy noted_by_owner_or_officer on interest_state for insert to steward_app
with check (
  viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
  or exists (
    select 1 from interest i where i.id = interest_state.interest and i.person = viewer_person()
  )
);
