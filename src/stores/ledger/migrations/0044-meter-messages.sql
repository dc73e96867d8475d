-- Messages written to each person in a span of days by what they ask, without saying who: reading them is asked time too.
do $$
begin
  execute format('create policy owner_counts on mail to %I using (true)', current_user);
end
$$;

create function mail_by_person(first date, last date) returns table (person bigint, prompt text, messages bigint)
language sql stable security definer set search_path = steward, pg_temp
begin atomic
  select to_person, prompt, count(*)
  from mail
  where queued_on between first and last
    and to_person is not null
    and (
      to_person = viewer_person()
      or viewer_has(
        'management-team', 'administrator', 'accountable-officer', 'chair', 'elected-gp', 'lay-member',
        'nurse-member', 'specialist-member'
      )
    )
  group by to_person, prompt;
end;

revoke execute on function mail_by_person(date, date) from public;
grant execute on function mail_by_person(date, date) to steward_app;

-- The same person must be one person in pages, forms and messages, so the number of the person stands for itself; the page
-- shows none.
create or replace function meter_by_person(first date, last date) returns table (
  person_number bigint, level text, kind text, key text, opened bigint, submitted bigint, timed bigint,
  estimated_seconds bigint, actual_seconds bigint
)
language sql stable security definer set search_path = steward, pg_temp
begin atomic
  select person, level, kind, key, sum(opened), sum(submitted), sum(timed), sum(estimated_seconds), sum(actual_seconds)
  from meter_count
  where on_date between first and last
    and viewer_has(
      'management-team', 'administrator', 'accountable-officer', 'chair', 'elected-gp', 'lay-member',
      'nurse-member', 'specialist-member'
    )
  group by person, level, kind, key;
end;
