-- What Steward writes to people: queued in the transaction that gives the reason, sent afterwards.

-- Grain: one message to one person. Nulls: to_person where it goes to an address that belongs to nobody known; to_address
-- where the person's own is looked up when it is sent; about.
create table mail (
  id bigint generated always as identity primary key,
  to_person bigint,
  to_address text,
  subject text not null,
  text text not null,
  about text,
  prompt text not null,
  queued_on date not null,
  queued_at timestamptz not null default now(),
  check (to_person is not null or to_address is not null)
);

-- Grain: one try to send a message; a message is sent once a row says so. Nulls: detail.
create table mail_attempt (
  id bigint generated always as identity primary key,
  mail_id bigint not null references mail,
  outcome text not null check (outcome in ('sent', 'failed', 'no address')),
  detail text,
  at timestamptz not null default now()
);

create index mail_attempt_mail on mail_attempt (mail_id);
create index mail_to_person on mail (to_person, id);

alter table mail enable row level security;
alter table mail force row level security;
alter table mail_attempt enable row level security;
alter table mail_attempt force row level security;

create policy own_and_watched on mail for select to steward_app
using (viewer_everything() or to_person = viewer_person() or viewer_has('management-team', 'administrator'));
create policy a_change_queues on mail for insert to steward_app with check (viewer_signed_in());

create policy with_its_mail on mail_attempt for select to steward_app
using (exists (select 1 from mail where mail.id = mail_id));
create policy the_program_tries on mail_attempt for insert to steward_app with check (viewer_everything());
