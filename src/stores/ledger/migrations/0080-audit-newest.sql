-- Which entry of the audit is the newest, kept apart from the entries: a chain cannot tell by itself that its end was cut off.

-- Grain: one row. Source: audit_enter alone. Nulls: none; number 0 with an empty hash while nothing was entered.
create table audit_newest (
  only_one boolean primary key default true check (only_one),
  number bigint not null,
  hash text not null
);

alter table audit_newest enable row level security;
alter table audit_newest force row level security;

do $$
begin
  execute format('create policy owner_enters on audit_newest to %I using (true) with check (true)', current_user);
end
$$;

create policy program_compares on audit_newest for select to steward_app using (viewer_everything());

revoke insert on audit_newest from steward_app;

insert into audit_newest (number, hash)
select coalesce(max(number), 0), coalesce((select hash from audit order by number desc limit 1), '') from audit;

create function audit_newest_moves_on() returns trigger
language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.number = old.number + 1 then return new; end if;
  raise exception 'the record of the newest entry only moves on';
end
$$;

create trigger audit_newest_moves_to_the_next before update on audit_newest
for each row execute function audit_newest_moves_on();

create trigger audit_newest_stays before delete or truncate on audit_newest
for each statement execute function audit_newest_moves_on();

-- Enters one change after the newest that was ever entered, so that a gap where entries were cut off is never filled.
create or replace function audit_enter(entry text) returns bigint
language plpgsql security definer set search_path = steward, pg_temp as $$
declare
  last record;
  following bigint;
  chained text;
begin
  perform pg_advisory_xact_lock(73003);
  select number, hash into strict last from audit_newest;
  following := last.number + 1;
  chained := encode(sha256(convert_to(concat_ws(chr(10), last.hash, following, entry), 'UTF8')), 'hex');
  insert into audit (number, previous, hash, content) values (following, last.hash, chained, entry);
  update audit_newest set number = following, hash = chained;
  return following;
end
$$;
