-- Ideas and concerns: what was raised, where it stands, who owns it. Every table is only added to; the newest row holds.

-- Grain: one idea or concern as it was raised. Nulls: practice, about, message_id (of the mail it came by).
create table concern (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('idea', 'concern')),
  raised_by bigint not null,
  raised_by_name text not null,
  raised_on date not null,
  via text not null check (via in ('form', 'mail')),
  message_id text unique,
  group_code text not null,
  locality text not null,
  practice text,
  topic text not null,
  about_kind text check (about_kind in ('provider', 'service')),
  about text,
  title text not null,
  words text not null,
  seen text not null check (seen in ('locality', 'group', 'owner only')),
  rule_version integer not null,
  recorded_at timestamptz not null default now(),
  check ((about_kind is null) = (about is null))
);

create index concern_locality on concern (locality, id);
create index concern_raised_by on concern (raised_by, id);

-- Grain: who owns it from a day on; the newest holds. Nulls: by_person where the program or the operator did it.
create table concern_owner (
  id bigint generated always as identity primary key,
  concern_id bigint not null references concern,
  person bigint not null,
  name text not null,
  on_date date not null,
  by_person bigint,
  recorded_at timestamptz not null default now()
);

create index concern_owner_concern on concern_owner (concern_id, id);

-- Grain: a state entered, with the word to whoever raised it and what is promised next. Nulls: into_id but for merged;
-- promised_by where nothing is owed; by_person where the program or the operator did it.
create table concern_state (
  id bigint generated always as identity primary key,
  concern_id bigint not null references concern,
  state text not null check (state in (
    'heard', 'looking into it', 'answered', 'becomes a scheme', 'done', 'not now', 'reopened', 'merged'
  )),
  reply text not null,
  into_id bigint references concern,
  promised_by date,
  rule_version integer not null,
  on_date date not null,
  by_person bigint,
  by_name text not null,
  recorded_at timestamptz not null default now(),
  check ((state = 'merged') = (into_id is not null)),
  check (into_id <> concern_id)
);

create index concern_state_concern on concern_state (concern_id, id);

-- Grain: a theme given or taken away; the newest holds. Nulls: by_person.
create table concern_theme (
  id bigint generated always as identity primary key,
  concern_id bigint not null references concern,
  theme text not null,
  present boolean not null,
  on_date date not null,
  by_person bigint,
  recorded_at timestamptz not null default now()
);

create index concern_theme_concern on concern_theme (concern_id, id);

-- Grain: taken at a meeting. Nulls: meeting where it is not in the ledger; by_person.
create table concern_taken (
  id bigint generated always as identity primary key,
  concern_id bigint not null references concern,
  meeting bigint,
  meeting_title text not null,
  held_on date not null,
  note text not null,
  by_person bigint,
  recorded_at timestamptz not null default now()
);

create index concern_taken_concern on concern_taken (concern_id, id);

-- Grain: something more said about it by anybody who sees it. Nulls: none.
create table concern_note (
  id bigint generated always as identity primary key,
  concern_id bigint not null references concern,
  words text not null,
  via text not null check (via in ('form', 'mail')),
  on_date date not null,
  by_person bigint not null,
  by_name text not null,
  recorded_at timestamptz not null default now()
);

create index concern_note_concern on concern_note (concern_id, id);

-- Those who deal with ideas and concerns by their role; whoever owns one deals with that one.
create function viewer_hears() returns boolean
language sql stable parallel safe
return viewer_has('management-team', 'chair', 'accountable-officer', 'elected-gp');

alter table concern enable row level security;
alter table concern force row level security;
alter table concern_owner enable row level security;
alter table concern_owner force row level security;
alter table concern_state enable row level security;
alter table concern_state force row level security;
alter table concern_theme enable row level security;
alter table concern_theme force row level security;
alter table concern_taken enable row level security;
alter table concern_taken force row level security;
alter table concern_note enable row level security;
alter table concern_note force row level security;

-- The number and owner alone say nothing of what was raised, so that the policy of the concern itself may ask them.
create policy signed_in_reads on concern_owner for select to steward_app using (viewer_signed_in());
create policy hearers_appoint on concern_owner for insert to steward_app with check (
  viewer_hears()
  or not exists (select 1 from concern_owner as before where before.concern_id = concern_owner.concern_id)
);

create function viewer_owns(asked bigint) returns boolean
language sql stable parallel safe
return viewer_person() is not null and viewer_person() = (
  select person from concern_owner where concern_id = asked order by id desc limit 1
);

-- Seen by whoever raised it, its owner, the board and the management team, and by the practices of its locality or of
-- the group where the rule in force when it was raised says so.
create policy as_the_rule_says on concern for select to steward_app using (
  viewer_hears()
  or raised_by = viewer_person()
  or viewer_owns(id)
  or viewer_has('lay-member', 'nurse-member', 'specialist-member')
  or (
    viewer_has('gp', 'practice-lead', 'practice-manager', 'topic-lead')
    and (seen = 'group' or (seen = 'locality' and locality in (select unnest(viewer_places()))))
  )
);
create policy anyone_signed_in_raises on concern for insert to steward_app
with check (viewer_everything() or raised_by = viewer_person());

create policy with_its_concern on concern_state for select to steward_app
using (exists (select 1 from concern where concern.id = concern_id));
create policy those_who_may_move_it on concern_state for insert to steward_app with check (
  viewer_hears()
  or viewer_owns(concern_id)
  or (
    state in ('heard', 'done', 'reopened')
    and exists (select 1 from concern where concern.id = concern_id and concern.raised_by = viewer_person())
  )
);

create policy with_its_concern on concern_theme for select to steward_app
using (exists (select 1 from concern where concern.id = concern_id));
create policy hearers_and_raiser on concern_theme for insert to steward_app with check (
  viewer_hears()
  or viewer_owns(concern_id)
  or exists (select 1 from concern where concern.id = concern_id and concern.raised_by = viewer_person())
);

create policy with_its_concern on concern_taken for select to steward_app
using (exists (select 1 from concern where concern.id = concern_id));
create policy hearers_take on concern_taken for insert to steward_app
with check (viewer_hears() or viewer_owns(concern_id));

create policy with_its_concern on concern_note for select to steward_app
using (exists (select 1 from concern where concern.id = concern_id));
create policy who_sees_it_adds on concern_note for insert to steward_app with check (
  (viewer_everything() or by_person = viewer_person())
  and exists (select 1 from concern where concern.id = concern_id)
);

-- What became of everything raised, for anyone signed in: no words, no names, nothing by which one could be known.
-- Owned by the migration's role, whose own policy lets it read all.
do $$
begin
  execute format('create policy owner_counts on concern to %I using (true)', current_user);
  execute format('create policy owner_counts on concern_state to %I using (true)', current_user);
end
$$;

create function concern_courses() returns table (
  concern_id bigint, kind text, locality text, topic text, raised_on date,
  state text, on_date date, promised_by date, place bigint
)
language sql stable security definer set search_path = steward, pg_temp
begin atomic
  select c.id, c.kind, c.locality, c.topic, c.raised_on, s.state, s.on_date, s.promised_by,
    row_number() over (partition by c.id order by s.id)
  from concern as c
  join concern_state as s on s.concern_id = c.id
  where viewer_signed_in();
end;

revoke execute on function concern_courses() from public;
grant execute on function concern_courses() to steward_app;
