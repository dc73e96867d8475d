-- Decisions: what was proposed, who voted, what came of it and what it binds. The log of what was
-- decided is public; what is still open is for those who are signed in.

-- Grain: one proposal. Source: whoever brings it. Nulls: meeting and item for a vote between meetings,
-- item_title with them; review_on where nothing is to be looked at again.
create table decision (
  id bigint primary key generated always as identity,
  body text not null,
  title text not null check (length(title) between 3 and 200),
  proposal text not null check (length(proposal) between 3 and 5000),
  options jsonb not null,
  subjects jsonb not null,
  meeting bigint,
  item bigint,
  made_on date not null,
  made_by bigint,
  made_at timestamptz not null default now()
);

-- Grain: one state of a decision; the newest is where it stands. Source: the count, or the chair.
-- tally: the count as it was published. rules: the edition of the rule files. Nulls: choice unless
-- decided, referred_to unless referred, tally without a vote.
create table decision_state (
  id bigint primary key generated always as identity,
  decision bigint not null references decision (id),
  state text not null check (
    state in ('open', 'decided', 'no majority', 'referred', 'withdrawn', 'replaced')
  ),
  choice text,
  reason text not null,
  binds text,
  on_date date not null,
  review_on date,
  referred_to text,
  set_aside jsonb,
  tally jsonb,
  rules text not null,
  noted_by bigint,
  noted_at timestamptz not null default now()
);

create index decision_state_decision on decision_state (decision, id);

-- Grain: one vote to be taken on a decision. Source: the constitution's rule file at its opening.
-- Nulls: closes_on for one taken at a meeting.
create table ballot (
  id bigint primary key generated always as identity,
  decision bigint not null references decision (id),
  kind text not null,
  title text not null,
  rules jsonb not null,
  opens_on date not null,
  closes_on date,
  opened_at timestamptz not null default now()
);

create index ballot_decision on ballot (decision, id);

-- Grain: one entitled to vote. voter: "person:12" or "practice:W51022". Nulls: person or practice, never both.
create table ballot_elector (
  ballot bigint not null references ballot (id),
  voter text not null,
  name text not null,
  person bigint,
  practice text,
  patients bigint not null check (patients >= 0),
  primary key (ballot, voter)
);

-- Grain: one vote cast; the newest of a voter counts. Nulls: choice for an abstention.
create table ballot_vote (
  id bigint primary key generated always as identity,
  ballot bigint not null references ballot (id),
  voter text not null,
  choice text,
  casting boolean not null default false,
  cast_on date not null,
  cast_by bigint,
  cast_at timestamptz not null default now(),
  foreign key (ballot, voter) references ballot_elector (ballot, voter)
);

create index ballot_vote_ballot on ballot_vote (ballot, voter, id);

alter table decision enable row level security;
alter table decision force row level security;
alter table decision_state enable row level security;
alter table decision_state force row level security;
alter table ballot enable row level security;
alter table ballot force row level security;
alter table ballot_elector enable row level security;
alter table ballot_elector force row level security;
alter table ballot_vote enable row level security;
alter table ballot_vote force row level security;

create policy public_once_it_stands on decision_state for select to steward_app
using (viewer_signed_in() or state in ('decided', 'no majority', 'referred', 'replaced'));

create policy public_once_it_stands on decision for select to steward_app
using (
  viewer_signed_in()
  or exists (
    select 1 from decision_state s
    where s.decision = decision.id and s.state in ('decided', 'no majority', 'referred', 'replaced')
  )
);

create policy of_the_group on ballot for select to steward_app using (viewer_signed_in());
create policy of_the_group on ballot_elector for select to steward_app using (viewer_signed_in());
create policy of_the_group on ballot_vote for select to steward_app using (viewer_signed_in());

-- Whether the viewer may bring proposals and note what came of them.
create function viewer_keeps_decisions() returns boolean
language sql stable parallel safe
return viewer_has('administrator', 'management-team', 'accountable-officer', 'chair', 'practice-lead', 'elected-gp');

create policy kept_by_officers on decision for insert to steward_app
with check (viewer_keeps_decisions());
create policy kept_by_officers on decision_state for insert to steward_app
with check (viewer_keeps_decisions());
create policy kept_by_officers on ballot for insert to steward_app
with check (viewer_keeps_decisions());
create policy kept_by_officers on ballot_elector for insert to steward_app
with check (viewer_keeps_decisions());

-- A vote is cast by whom it belongs to, for a practice by its lead, or noted by the secretary.
create policy own_vote on ballot_vote for insert to steward_app
with check (
  viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
  or exists (
    select 1 from ballot_elector e
    where e.ballot = ballot_vote.ballot
      and e.voter = ballot_vote.voter
      and (
        e.person = viewer_person()
        or (e.practice = any (viewer_practices()) and viewer_has('practice-lead'))
      )
  )
);
