-- A vote that an officer notes for somebody, from paper or at a meeting, can be noted again, but never takes the place of a vote that its
-- voter cast. No vote is taken once its decision is past the vote.

alter table ballot_vote add column noted boolean not null default false;

do $$
begin
  execute format('create policy owner_reads on ballot_vote for select to %I using (true)', current_user);
end
$$;

-- Whether a voter has cast a vote; reads past the policies, which ask it.
create function voter_has_cast(which bigint, who text) returns boolean
language sql stable security definer set search_path = steward, pg_temp as $$
  select exists (select 1 from ballot_vote v where v.ballot = which and v.voter = who and not v.noted)
$$;

drop policy own_vote on ballot_vote;

create policy own_or_noted on ballot_vote for insert to steward_app
with check (
  not exists (
    select 1
    from ballot b
    join decision_state s on s.decision = b.decision
    where b.id = ballot_vote.ballot and s.state <> 'open'
  )
  and case
    when noted then
      viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
      and not voter_has_cast(ballot_vote.ballot, ballot_vote.voter)
    else exists (
      select 1 from ballot_elector e
      where e.ballot = ballot_vote.ballot
        and e.voter = ballot_vote.voter
        and (
          e.person = viewer_person()
          or (e.practice = any (viewer_practices()) and viewer_has('practice-lead'))
        )
    )
  end
);
