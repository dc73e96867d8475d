-- How people show who they are. Only the program itself reads or writes these tables, whoever asks; no
-- secret is kept in the clear but the shared secret of one-time codes, which cannot be hashed.

-- Grain: one row per link that was given out. kind: first-administrator makes a person, first and lost
-- are for the person named. Only the hash of the link's secret is kept.
create table invitation (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('first-administrator', 'first', 'lost')),
  person bigint references person check ((person is null) = (kind = 'first-administrator')),
  token_hash text not null unique,
  expires_at timestamptz not null,
  at timestamptz not null default now()
);

-- Grain: one row per link that has been used, or was taken back; none can be used twice.
create table invitation_end (
  id bigint generated always as identity primary key,
  invitation bigint not null unique references invitation,
  used boolean not null,
  at timestamptz not null default now()
);

-- Grain: one row per password that was set; the newest counts. argon2id in the PHC text form.
create table password (
  id bigint generated always as identity primary key,
  person bigint not null references person,
  hash text not null,
  at timestamptz not null default now()
);

-- Grain: one row per secret for one-time codes; it counts once a code has confirmed it.
create table one_time_secret (
  id bigint generated always as identity primary key,
  person bigint not null references person,
  secret text not null,
  at timestamptz not null default now()
);

-- Grain: one row per code that was taken, by its 30-second step; a code is good once.
create table one_time_use (
  id bigint generated always as identity primary key,
  secret bigint not null references one_time_secret,
  step bigint not null,
  at timestamptz not null default now(),
  unique (secret, step)
);

-- Grain: one row per recovery code; batch is one set of codes, of which the newest counts.
create table recovery_code (
  id bigint generated always as identity primary key,
  person bigint not null references person,
  batch text not null,
  hash text not null,
  at timestamptz not null default now()
);

create table recovery_use (
  id bigint generated always as identity primary key,
  code bigint not null unique references recovery_code,
  at timestamptz not null default now()
);

-- Grain: one row per passkey.
create table passkey (
  id bigint generated always as identity primary key,
  person bigint not null references person,
  credential text not null unique,
  public_key bytea not null,
  transports text[] not null,
  label text not null,
  at timestamptz not null default now()
);

-- Grain: one row per sign-in with a passkey, with the counter that it gave.
create table passkey_use (
  id bigint generated always as identity primary key,
  passkey bigint not null references passkey,
  counter bigint not null,
  at timestamptz not null default now()
);

create table passkey_end (
  id bigint generated always as identity primary key,
  passkey bigint not null unique references passkey,
  at timestamptz not null default now()
);

-- Grain: one row per account at an outside provider (OpenID Connect) that is the person's.
create table outside_account (
  id bigint generated always as identity primary key,
  person bigint not null references person,
  issuer text not null,
  subject text not null,
  at timestamptz not null default now(),
  unique (issuer, subject)
);

-- Grain: one row per order that everything by which a person has signed in so far counts no more.
create table credential_reset (
  id bigint generated always as identity primary key,
  person bigint not null references person,
  at timestamptz not null default clock_timestamp()
);

-- Grain: one row per attempt with a password or a code; address is hashed like the account it was for.
create table sign_in_attempt (
  id bigint generated always as identity primary key,
  account_hash text not null,
  succeeded boolean not null,
  at timestamptz not null default now()
);
create index sign_in_attempt_account on sign_in_attempt (account_hash, at);

-- Grain: one row per session. stage: code waits for the second step, setup for a second step to be chosen.
create table session (
  id bigint generated always as identity primary key,
  person bigint not null references person,
  token_hash text not null unique,
  stage text not null check (stage in ('code', 'setup', 'full')),
  means text not null,
  came_from text not null,
  device text not null,
  expires_at timestamptz not null,
  at timestamptz not null default now()
);
create index session_person on session (person);

-- Grain: one row per quarter of an hour in which a session was used.
create table session_use (
  id bigint generated always as identity primary key,
  session bigint not null references session,
  at timestamptz not null default now()
);
create index session_use_session on session_use (session, id);

create table session_end (
  id bigint generated always as identity primary key,
  session bigint not null unique references session,
  why text not null,
  at timestamptz not null default now()
);

do $$
declare
  name text;
begin
  foreach name in array array[
    'invitation', 'invitation_end', 'password', 'one_time_secret', 'one_time_use', 'recovery_code',
    'recovery_use', 'passkey', 'passkey_use', 'passkey_end', 'outside_account', 'credential_reset',
    'sign_in_attempt', 'session', 'session_use', 'session_end'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy the_program_alone on %I using (viewer_everything()) with check (viewer_everything())', name
    );
  end loop;
end
$$;
