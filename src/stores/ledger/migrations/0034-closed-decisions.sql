-- A decision on an item that is closed is for members and officers alone; one item is decided once; votes
-- and their roll are seen with their decision.

alter table decision add column closed boolean not null default false;

create unique index decision_item on decision (item) where item is not null;

do $$
begin
  execute format('create policy owner_reads on decision_state for select to %I using (true)', current_user);
end
$$;

-- Whether a decision is past its vote and so in the log; reads past the policies, which ask it.
create function decision_stands(which bigint) returns boolean
language sql stable security definer set search_path = steward, pg_temp as $$
  select exists (
    select 1 from decision_state s
    where s.decision = which and s.state in ('decided', 'no majority', 'referred', 'replaced')
  )
$$;

create function viewer_sits_in_meeting(which bigint) returns boolean
language sql stable
return exists (select 1 from meeting m where m.id = which and viewer_sits_in(m.series));

drop policy public_once_it_stands on decision;
drop policy public_once_it_stands on decision_state;
drop policy of_the_group on ballot;
drop policy of_the_group on ballot_elector;
drop policy of_the_group on ballot_vote;

create policy public_once_it_stands on decision for select to steward_app
using (
  (viewer_signed_in() or decision_stands(id))
  and (
    not closed
    or viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
    or viewer_sits_in_meeting(meeting)
  )
);

create policy with_its_decision on decision_state for select to steward_app
using (
  exists (select 1 from decision d where d.id = decision_state.decision)
  and (viewer_signed_in() or state in ('decided', 'no majority', 'referred', 'replaced'))
);

create policy with_its_decision on ballot for select to steward_app
using (
  viewer_signed_in()
  and exists (select 1 from decision d where d.id = ballot.decision)
);
create policy with_its_ballot on ballot_elector for select to steward_app
using (exists (select 1 from ballot b where b.id = ballot_elector.ballot));
create policy with_its_ballot on ballot_vote for select to steward_app
using (exists (select 1 from ballot b where b.id = ballot_vote.ballot));
