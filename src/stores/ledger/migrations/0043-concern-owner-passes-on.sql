-- Whoever owns an idea or concern may give it to another.
create policy owner_passes_on on concern_owner for insert to steward_app with check (viewer_owns(concern_id));
