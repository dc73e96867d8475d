-- The practices of which anybody opened a statement from a day on, without saying who: for those who run the month. The page is
-- known by its key in the meter's rule file; the meter keeps no more of it. Grain: practice. Nulls: none.
create function statements_opened_since(first date, page text) returns table (practice text)
language sql stable security definer set search_path = steward, pg_temp
begin atomic
  select distinct a.practice
  from meter_count as m
  join appointment_now as a on a.person = m.person
  where m.kind = 'page'
    and m.key = page
    and m.opened > 0
    and m.on_date >= first
    and a.practice is not null
    and a.role in ('gp', 'practice-lead', 'practice-manager')
    and a.from_date <= m.on_date
    and (a.to_date is null or a.to_date >= m.on_date)
    and viewer_has('management-team', 'analyst');
end;

revoke execute on function statements_opened_since(date, text) from public;
grant execute on function statements_opened_since(date, text) to steward_app;
