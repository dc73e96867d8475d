-- What an officer notes for a practice never takes the place of what the practice itself said to a version of the budgets.

alter table budget_reply add column noted boolean not null default false;

do $$
begin
  execute format('create policy owner_reads on budget_reply for select to %I using (true)', current_user);
end
$$;

-- Whether a practice has spoken for itself; reads past the policies, which ask it.
create function practice_has_replied(which bigint, who text) returns boolean
language sql stable security definer set search_path = steward, pg_temp as $$
  select exists (select 1 from budget_reply r where r.version = which and r.practice = who and not r.noted)
$$;

drop policy of_ones_own_practice on budget_reply;

create policy own_or_noted on budget_reply for insert to steward_app
with check (
  case
    when noted then viewer_keeps_budgets() and not practice_has_replied(version, practice)
    else practice = any (viewer_practices()) and viewer_has('practice-lead', 'practice-manager')
  end
);
