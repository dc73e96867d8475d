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
