-- Whoever raised what was merged into an idea or concern, at once or by way of others, hears what it hears, even where
-- those who move it may not see theirs. Grain: one merged idea or concern; for those alone who may move the one asked for.
-- Nulls: none.
create function concern_merged_raisers(asked bigint) returns table (
  id bigint, kind text, title text, raised_by bigint
)
language sql stable security definer set search_path = steward, pg_temp
begin atomic
  with recursive newest as (
    select distinct on (concern_id) concern_id, state, into_id from concern_state order by concern_id, id desc
  ),
  merged (concern_id) as (
    select n.concern_id from newest as n where n.state = 'merged' and n.into_id = asked
    union
    select n.concern_id
    from newest as n
    join merged as m on n.into_id = m.concern_id
    where n.state = 'merged'
  )
  select c.id, c.kind, c.title, c.raised_by
  from concern as c
  join merged as m on m.concern_id = c.id
  where c.id <> asked
    and (
      viewer_hears()
      or viewer_owns(asked)
      or exists (select 1 from concern as own where own.id = asked and own.raised_by = viewer_person())
    )
  order by c.id;
end;

revoke execute on function concern_merged_raisers(bigint) from public;
grant execute on function concern_merged_raisers(bigint) to steward_app;
