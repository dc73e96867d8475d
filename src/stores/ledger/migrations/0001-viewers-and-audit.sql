-- Who asks, and what was done. The program works as steward_app, which owns nothing, so that row-level
-- security holds for every statement; the viewer is told by settings of the transaction.

do $$
begin
  create role steward_app nologin noinherit;
exception
  -- Roles belong to the whole server: another database may have made it, even at this moment.
  when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user)
    and not pg_has_role(current_user, 'steward_app', 'member')
  then
    execute format('grant steward_app to %I', current_user);
  end if;
end
$$;

grant usage on schema steward to steward_app;

-- Rows are added, never overwritten: no table is changed or emptied unless its own migration grants it.
alter default privileges in schema steward grant select, insert on tables to steward_app;

create function viewer_everything() returns boolean
language sql stable parallel safe
return coalesce(current_setting('steward.everything', true), '') = 'on';

create function viewer_person() returns bigint
language sql stable parallel safe
return cast(nullif(current_setting('steward.person', true), '') as bigint);

create function viewer_signed_in() returns boolean
language sql stable parallel safe
return viewer_everything() or viewer_person() is not null;

create function viewer_roles() returns text[]
language sql stable parallel safe
return string_to_array(coalesce(current_setting('steward.roles', true), ''), ',');

create function viewer_has(variadic roles text[]) returns boolean
language sql stable parallel safe
return viewer_everything() or viewer_roles() && roles;

create function viewer_practices() returns text[]
language sql stable parallel safe
return string_to_array(coalesce(current_setting('steward.practices', true), ''), ',');

create function viewer_localities() returns text[]
language sql stable parallel safe
return string_to_array(coalesce(current_setting('steward.localities', true), ''), ',');

-- Grain: one row per change. Source: audit_enter alone. Nulls: person and why where there is none.
-- The content is the text that is hashed; every other column is taken out of it, so that none can differ from it.
create table audit (
  number bigint primary key,
  previous text not null,
  hash text not null unique,
  content text not null,
  at text not null generated always as (cast(content as json) ->> 'at') stored,
  person bigint generated always as (cast(cast(content as json) ->> 'person' as bigint)) stored,
  name text not null generated always as (cast(content as json) ->> 'name') stored,
  roles json not null generated always as (cast(content as json) -> 'roles') stored,
  via text not null generated always as (cast(content as json) ->> 'via') stored,
  came_from text not null generated always as (cast(content as json) ->> 'from') stored,
  action text not null generated always as (cast(content as json) ->> 'action') stored,
  subject text not null generated always as (cast(content as json) ->> 'subject') stored,
  before json generated always as (cast(content as json) -> 'before') stored,
  after json generated always as (cast(content as json) -> 'after') stored,
  why text generated always as (cast(content as json) ->> 'why') stored
);

create index audit_subject on audit (subject, number);
create index audit_person on audit (person, number);

alter table audit enable row level security;
alter table audit force row level security;

do $$
begin
  execute format('create policy owner_enters on audit to %I using (true) with check (true)', current_user);
end
$$;

create policy own_and_watched on audit for select to steward_app
using (
  viewer_everything()
  or viewer_has('administrator', 'accountable-officer')
  or person = viewer_person()
);

revoke insert on audit from steward_app;

create function audit_stays() returns trigger
language plpgsql as $$
begin
  raise exception 'the audit is only ever added to';
end
$$;

create trigger audit_stays_as_it_is before update or delete or truncate on audit
for each statement execute function audit_stays();

-- Enters one change at the end of the chain. The lock is held until the transaction ends, so it is asked for last.
create function audit_enter(entry text) returns bigint
language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  last record;
  following bigint;
begin
  perform pg_advisory_xact_lock(73003);
  select number, hash into last from audit order by number desc limit 1;
  following := coalesce(last.number, 0) + 1;
  insert into audit (number, previous, hash, content)
  values (
    following,
    coalesce(last.hash, ''),
    encode(sha256(convert_to(concat_ws(chr(10), coalesce(last.hash, ''), following, entry), 'UTF8')), 'hex'),
    entry
  );
  return following;
end
$$;

revoke execute on function audit_enter(text) from public;
grant execute on function audit_enter(text) to steward_app;
