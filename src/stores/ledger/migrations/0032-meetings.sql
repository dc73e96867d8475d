-- Meetings: series with their members, dates, agendas, papers, who came, interests ruled on, minutes, actions.

-- Grain: one series of meetings. place: the locality, practice or name of a committee. Nulls: place for the board.
create table meeting_series (
  id bigint primary key generated always as identity,
  body text not null,
  place text,
  name text not null check (length(name) between 3 and 100),
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

-- Grain: one spell of one person in a series; the newest row of a person counts. roles: keys that the
-- quorum rules count, with "chair" and "deputy" for offices. Nulls: practice that the person speaks for.
create table series_member (
  id bigint primary key generated always as identity,
  series bigint not null references meeting_series (id),
  person bigint not null,
  roles text[] not null,
  voting boolean not null,
  practice text,
  from_date date not null,
  until_date date,
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index series_member_series on series_member (series, person, id);
create index series_member_person on series_member (person);

-- Grain: one meeting.
create table meeting (
  id bigint primary key generated always as identity,
  series bigint not null references meeting_series (id),
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index meeting_series_of on meeting (series);

-- Grain: one plan of a meeting; the newest counts. Nulls: why at first.
create table meeting_plan (
  id bigint primary key generated always as identity,
  meeting bigint not null references meeting (id),
  on_date date not null,
  starts text not null check (starts ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  minutes int not null check (minutes between 5 and 600),
  place text not null,
  in_public boolean not null,
  state text not null check (state in ('planned', 'published', 'held', 'cancelled')),
  why text,
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index meeting_plan_meeting on meeting_plan (meeting, id);

-- Grain: one person at one meeting; the newest counts.
create table attendance (
  id bigint primary key generated always as identity,
  meeting bigint not null references meeting (id),
  person bigint not null,
  status text not null check (status in ('present', 'apologies', 'absent', 'in attendance')),
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index attendance_meeting on attendance (meeting, person, id);

-- Grain: one item of an agenda.
create table agenda_item (
  id bigint primary key generated always as identity,
  meeting bigint not null references meeting (id),
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index agenda_item_meeting on agenda_item (meeting);

-- Grain: one wording of an item; the newest counts. subjects and touches as of an interest. closed:
-- for members and officers alone. withheld: its papers are not given to whoever has an interest,
-- unless the chair rules otherwise. origin: where it was drafted from. Nulls: owner not named, origin by hand.
create table agenda_wording (
  id bigint primary key generated always as identity,
  item bigint not null references agenda_item (id),
  position int not null,
  title text not null check (length(title) between 3 and 200),
  purpose text not null check (purpose in ('decision', 'assurance', 'information')),
  about text not null,
  owner bigint,
  minutes int not null check (minutes between 1 and 300),
  subjects jsonb not null,
  touches text[] not null,
  sensitive boolean not null,
  withheld boolean not null,
  closed boolean not null,
  origin text,
  state text not null check (state in ('on the agenda', 'withdrawn')),
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index agenda_wording_item on agenda_wording (item, id);

-- Grain: what the chair decided about one person and one item; the newest counts. grounds: the interests
-- it was about. Nulls: ruled_by when nobody could preside.
create table conflict_ruling (
  id bigint primary key generated always as identity,
  item bigint not null references agenda_item (id),
  person bigint not null,
  proposal text not null check (proposal in ('none', 'note', 'speak', 'leave', 'no papers')),
  handling text not null check (handling in ('note', 'speak', 'leave', 'no papers')),
  reason text not null check (length(reason) between 3 and 1000),
  grounds jsonb not null,
  ruled_by bigint,
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index conflict_ruling_item on conflict_ruling (item, person, id);

-- Grain: one file with an item. Source: its upload; the content is kept as it came.
create table paper (
  id bigint primary key generated always as identity,
  item bigint not null references agenda_item (id),
  name text not null check (length(name) between 1 and 120),
  media_type text not null,
  size int not null check (size between 1 and 10485760),
  sha256 text not null,
  content bytea not null,
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index paper_item on paper (item);

-- Grain: one paper taken back.
create table paper_withdrawal (
  paper bigint primary key references paper (id),
  why text not null,
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

-- Grain: one wording of the minutes; the newest counts.
create table minutes (
  id bigint primary key generated always as identity,
  meeting bigint not null references meeting (id),
  body text not null,
  state text not null check (state in ('draft', 'approved')),
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index minutes_meeting on minutes (meeting, id);

-- Grain: one thing that somebody promised to do. Nulls: item where it came up otherwise.
create table meeting_action (
  id bigint primary key generated always as identity,
  meeting bigint not null references meeting (id),
  item bigint references agenda_item (id),
  says text not null check (length(says) between 3 and 500),
  owner bigint not null,
  due date not null,
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index meeting_action_meeting on meeting_action (meeting);

-- Grain: what became of an action; the newest counts, open without one.
create table action_state (
  id bigint primary key generated always as identity,
  action bigint not null references meeting_action (id),
  state text not null check (state in ('open', 'done', 'dropped')),
  note text not null,
  on_date date not null,
  recorded_by bigint,
  recorded_at timestamptz not null default now()
);

create index action_state_action on action_state (action, id);

-- Grain: one address of a person's calendar; the newest counts. token_hash: SHA-256 of the secret in it.
-- Nulls: token_hash when the last one was ended.
create table calendar_address (
  id bigint primary key generated always as identity,
  person bigint not null,
  token_hash text unique,
  recorded_at timestamptz not null default now()
);

create index calendar_address_person on calendar_address (person, id);

do $$
declare
  name text;
begin
  foreach name in array array[
    'meeting_series', 'series_member', 'meeting', 'meeting_plan', 'attendance', 'agenda_item',
    'agenda_wording', 'conflict_ruling', 'paper', 'paper_withdrawal', 'minutes', 'meeting_action',
    'action_state', 'calendar_address'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;

-- A practice's own meetings are the practice's; the rest are for everybody who is signed in.
create policy of_the_group_or_own on meeting_series for select to steward_app
using (
  viewer_everything()
  or (viewer_signed_in() and (body <> 'practice' or place = any (viewer_practices())))
);
create policy with_its_series on series_member for select to steward_app
using (exists (select 1 from meeting_series s where s.id = series_member.series));
create policy with_its_series on meeting for select to steward_app
using (exists (select 1 from meeting_series s where s.id = meeting.series));
create policy with_its_meeting on meeting_plan for select to steward_app
using (exists (select 1 from meeting m where m.id = meeting_plan.meeting));
create policy with_its_meeting on attendance for select to steward_app
using (exists (select 1 from meeting m where m.id = attendance.meeting));
create policy with_its_meeting on agenda_item for select to steward_app
using (exists (select 1 from meeting m where m.id = agenda_item.meeting));
create policy with_its_meeting on minutes for select to steward_app
using (exists (select 1 from meeting m where m.id = minutes.meeting));
create policy with_its_meeting on meeting_action for select to steward_app
using (exists (select 1 from meeting m where m.id = meeting_action.meeting));
create policy with_its_action on action_state for select to steward_app
using (exists (select 1 from meeting_action a where a.id = action_state.action));
create policy with_its_item on conflict_ruling for select to steward_app
using (exists (select 1 from agenda_item i where i.id = conflict_ruling.item));

-- Whether the viewer sits in a series today.
create function viewer_sits_in(which bigint) returns boolean
language sql stable
return exists (
  select 1
  from (
    select until_date
    from series_member m
    where m.series = which and m.person = viewer_person()
    order by m.id desc
    limit 1
  ) newest
  where newest.until_date is null or newest.until_date >= viewer_today()
);

create policy closed_ones_for_members on agenda_wording for select to steward_app
using (
  exists (select 1 from agenda_item i where i.id = agenda_wording.item)
  and (
    not closed
    or viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
    or exists (
      select 1 from agenda_item i join meeting m on m.id = i.meeting
      where i.id = agenda_wording.item and viewer_sits_in(m.series)
    )
  )
);

-- Whether the papers of an item may be given to the viewer: as the chair ruled, else not where the item
-- withholds them from whoever has an interest and the viewer has one (declared, or by the own practice).
create function viewer_may_have_papers(which bigint) returns boolean
language sql stable
return viewer_everything() or coalesce(
  (
    select r.handling <> 'no papers'
    from conflict_ruling r
    where r.item = which and r.person = viewer_person()
    order by r.id desc
    limit 1
  ),
  not exists (
    select 1
    from (
      select w.withheld, w.touches
      from agenda_wording w
      where w.item = which
      order by w.id desc
      limit 1
    ) newest
    where newest.withheld
      and (
        exists (
          select 1 from interest i
          where i.person = viewer_person()
            and i.touches && newest.touches
            and interest_shown(i.id)
        )
        or exists (
          select 1
          from unnest(viewer_practices()) as own (code)
          where newest.touches && array['practice:' || own.code, 'practice:all']
        )
      )
  )
);

create policy never_to_whom_they_are_withheld on paper for select to steward_app
using (
  exists (select 1 from agenda_wording w where w.item = paper.item)
  and viewer_may_have_papers(paper.item)
);
create policy with_its_paper on paper_withdrawal for select to steward_app
using (viewer_signed_in());
create policy own_address on calendar_address for select to steward_app
using (viewer_everything() or person = viewer_person());
create policy own_address_made on calendar_address for insert to steward_app
with check (viewer_everything() or person = viewer_person());

-- Whether the viewer keeps the papers of a series: the officers, its chair and deputy, and a practice its own.
create function viewer_keeps(which bigint) returns boolean
language sql stable
return viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
  or exists (
    select 1
    from (
      select roles, until_date
      from series_member m
      where m.series = which and m.person = viewer_person()
      order by m.id desc
      limit 1
    ) newest
    where newest.roles && array['chair', 'deputy']
      and (newest.until_date is null or newest.until_date >= viewer_today())
  )
  or (
    viewer_has('practice-lead', 'practice-manager')
    and exists (
      select 1 from meeting_series s
      where s.id = which and s.body = 'practice' and s.place = any (viewer_practices())
    )
  );

create function viewer_keeps_meeting(which bigint) returns boolean
language sql stable
return exists (select 1 from meeting m where m.id = which and viewer_keeps(m.series));

create function viewer_keeps_item(which bigint) returns boolean
language sql stable
return exists (select 1 from agenda_item i where i.id = which and viewer_keeps_meeting(i.meeting));

create policy kept on meeting_series for insert to steward_app
with check (
  viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
  or (
    body = 'practice'
    and place = any (viewer_practices())
    and viewer_has('practice-lead', 'practice-manager')
  )
);
create policy kept on series_member for insert to steward_app with check (viewer_keeps(series));
create policy kept on meeting for insert to steward_app with check (viewer_keeps(series));
create policy kept on meeting_plan for insert to steward_app
with check (viewer_keeps_meeting(meeting));
create policy kept_or_own_apologies on attendance for insert to steward_app
with check (
  viewer_keeps_meeting(meeting)
  or (
    person = viewer_person()
    and status = 'apologies'
    and exists (select 1 from meeting m where m.id = attendance.meeting and viewer_sits_in(m.series))
  )
);
create policy kept on agenda_item for insert to steward_app
with check (viewer_keeps_meeting(meeting));
create policy kept on agenda_wording for insert to steward_app with check (viewer_keeps_item(item));
-- Nobody rules on an interest of their own.
create policy kept_and_never_own on conflict_ruling for insert to steward_app
with check (
  viewer_keeps_item(item)
  and (viewer_everything() or person is distinct from viewer_person())
);
create policy kept_with_papers on paper for insert to steward_app
with check (viewer_keeps_item(item) and viewer_may_have_papers(item));
create policy kept on paper_withdrawal for insert to steward_app
with check (exists (select 1 from paper p where p.id = paper_withdrawal.paper and viewer_keeps_item(p.item)));
create policy kept on minutes for insert to steward_app with check (viewer_keeps_meeting(meeting));
create policy kept on meeting_action for insert to steward_app
with check (viewer_keeps_meeting(meeting));
create policy kept_or_own on action_state for insert to steward_app
with check (
  exists (
    select 1 from meeting_action a
    where a.id = action_state.action
      and (viewer_keeps_meeting(a.meeting) or a.owner = viewer_person())
  )
);
