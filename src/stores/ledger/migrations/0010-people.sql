-- People and what they are appointed to. What a person is called and where mail reaches them are rows of
-- their own, of which the newest counts, so that an old name stays with what was done under it.

-- Grain: one row per person. sample_key names a ready-made person of the sample world, else null.
create table person (
  id bigint generated always as identity primary key,
  sample_key text unique,
  at timestamptz not null default now()
);

-- Grain: one row per change of a name, or of whether the person may sign in at all.
create table person_detail (
  id bigint generated always as identity primary key,
  person bigint not null references person,
  name text not null check (length(name) between 1 and 200),
  closed boolean not null default false,
  at timestamptz not null default now()
);
create index person_detail_person on person_detail (person, id);

-- Grain: one row per change of a mail address.
create table person_address (
  id bigint generated always as identity primary key,
  person bigint not null references person,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  at timestamptz not null default now()
);
create index person_address_person on person_address (person, id);
create index person_address_email on person_address (email);

-- Grain: one row per appointment: a person holds a role from a day, for a practice, a locality or a topic
-- where the role is for one; to_date is the last day, null while none is foreseen.
create table appointment (
  id bigint generated always as identity primary key,
  person bigint not null references person,
  role text not null check (role in (
    'gp', 'practice-lead', 'practice-manager', 'topic-lead', 'elected-gp', 'lay-member', 'nurse-member',
    'specialist-member', 'chair', 'accountable-officer', 'management-team', 'analyst', 'patient-group',
    'payer-reader', 'administrator'
  )),
  practice text,
  locality text,
  topic text,
  from_date date not null,
  to_date date check (to_date >= from_date),
  at timestamptz not null default now(),
  check (practice is not null or role not in ('gp', 'practice-lead', 'practice-manager'))
);
create index appointment_person on appointment (person);

-- Grain: one row per decision to end an appointment after on_date; the newest counts.
create table appointment_end (
  id bigint generated always as identity primary key,
  appointment bigint not null references appointment,
  on_date date not null,
  at timestamptz not null default now()
);
create index appointment_end_appointment on appointment_end (appointment, id);

do $$
declare
  name text;
begin
  foreach name in array array['person', 'person_detail', 'person_address', 'appointment', 'appointment_end'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;

-- Who is who, and who holds which role, is known to everyone who works with the group.
create policy known_to_all on person for select using (viewer_signed_in());
create policy known_to_all on person_detail for select using (viewer_signed_in());
create policy known_to_all on appointment for select using (viewer_signed_in());
create policy known_to_all on appointment_end for select using (viewer_signed_in());
create policy own_and_managed on person_address for select
using (person = viewer_person() or viewer_has('administrator', 'management-team'));

create policy administrators_add on person for insert with check (viewer_has('administrator'));
create policy administrators_add on person_detail for insert with check (viewer_has('administrator'));
create policy administrators_add on person_address for insert with check (viewer_has('administrator'));
create policy administrators_add on appointment for insert with check (viewer_has('administrator'));
create policy administrators_add on appointment_end for insert with check (viewer_has('administrator'));

-- Grain: one row per person, as they are called now. Source: person_detail. email is null to those who may not know it.
create view person_now with (security_invoker = true) as
select
  person.id,
  person.sample_key,
  detail.name,
  detail.closed,
  (
    select person_address.email from person_address
    where person_address.person = person.id order by person_address.id desc limit 1
  ) as email
from person
inner join lateral (
  select person_detail.name, person_detail.closed from person_detail
  where person_detail.person = person.id order by person_detail.id desc limit 1
) as detail on true;

-- Grain: one row per appointment with the last day that counts now, null while none is foreseen.
create view appointment_now with (security_invoker = true) as
select
  appointment.id,
  appointment.person,
  appointment.role,
  appointment.practice,
  appointment.locality,
  appointment.topic,
  appointment.from_date,
  coalesce(
    (
      select appointment_end.on_date from appointment_end
      where appointment_end.appointment = appointment.id order by appointment_end.id desc limit 1
    ),
    appointment.to_date
  ) as to_date
from appointment;
