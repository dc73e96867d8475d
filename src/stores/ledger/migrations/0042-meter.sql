-- The minutes that Steward asks of people. Grain: a person's count of one page, form or prompt on a day, added in parts; the
-- sum of the parts holds. Seconds are estimates of the rule file but for submissions whose time is known. Nulls: none.
create table meter_count (
  id bigint generated always as identity primary key,
  person bigint not null,
  level text not null,
  on_date date not null,
  kind text not null check (kind in ('page', 'form', 'prompt')),
  key text not null,
  opened integer not null check (opened >= 0),
  submitted integer not null check (submitted >= 0),
  timed integer not null check (timed between 0 and submitted),
  estimated_seconds integer not null check (estimated_seconds >= 0),
  actual_seconds integer not null check (actual_seconds >= 0),
  rule_version integer not null,
  recorded_at timestamptz not null default now()
);

create index meter_count_day on meter_count (on_date, person);

alter table meter_count enable row level security;
alter table meter_count force row level security;

create policy own_count on meter_count for select to steward_app
using (viewer_everything() or person = viewer_person());
create policy the_program_counts on meter_count for insert to steward_app with check (viewer_everything());

do $$
begin
  execute format('create policy owner_adds_up on meter_count to %I using (true)', current_user);
end
$$;

-- Sums for each person without saying who: for the board and the management team, who watch the cap.
create function meter_by_person(first date, last date) returns table (
  person_number bigint, level text, kind text, key text, opened bigint, submitted bigint, timed bigint,
  estimated_seconds bigint, actual_seconds bigint
)
language sql stable security definer set search_path = steward, pg_temp
begin atomic
  select dense_rank() over (order by person), level, kind, key, sum(opened), sum(submitted), sum(timed),
    sum(estimated_seconds), sum(actual_seconds)
  from meter_count
  where on_date between first and last
    and viewer_has(
      'management-team', 'administrator', 'accountable-officer', 'chair', 'elected-gp', 'lay-member',
      'nurse-member', 'specialist-member'
    )
  group by person, level, kind, key;
end;

revoke execute on function meter_by_person(date, date) from public;
grant execute on function meter_by_person(date, date) to steward_app;
