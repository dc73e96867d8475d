-- Who may see meetings, their items and papers, and who may add to them.

-- A practice's own meetings are the practice's; the rest are for everybody who is signed in.
create policy of_the_group_or_own on meeting_series for select to steward_app
using (
  viewer_everything()
  or (viewer_signed_in() and (body <> 'practice' or place = any (viewer_practices())))
);
create policy with_its_series on series_member for select to steward_app
using (exists (select 1 from meeting_series s where s.id = series_member.series));
create policy with_its_series on meeting for select to steward_app
using (exists (select 1 from meeting_series s where s.id = meeting.series));
create policy with_its_meeting on meeting_plan for select to steward_app
using (exists (select 1 from meeting m where m.id = meeting_plan.meeting));
create policy with_its_meeting on attendance for select to steward_app
using (exists (select 1 from meeting m where m.id = attendance.meeting));
create policy with_its_meeting on agenda_item for select to steward_app
using (exists (select 1 from meeting m where m.id = agenda_item.meeting));
create policy with_its_meeting on meeting_action for select to steward_app
using (exists (select 1 from meeting m where m.id = meeting_action.meeting));
create policy with_its_action on action_state for select to steward_app
using (exists (select 1 from meeting_action a where a.id = action_state.action));
create policy with_its_item on conflict_ruling for select to steward_app
using (exists (select 1 from agenda_item i where i.id = conflict_ruling.item));

-- Whether the viewer sits in a series today.
create function viewer_sits_in(which bigint) returns boolean
language sql stable
return exists (
  select 1
  from (
    select until_date
    from series_member m
    where m.series = which and m.person = viewer_person()
    order by m.id desc
    limit 1
  ) newest
  where newest.until_date is null or newest.until_date >= viewer_today()
);

create policy closed_ones_for_members on agenda_wording for select to steward_app
using (
  exists (select 1 from agenda_item i where i.id = agenda_wording.item)
  and (
    not closed
    or viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
    or exists (
      select 1 from agenda_item i join meeting m on m.id = i.meeting
      where i.id = agenda_wording.item and viewer_sits_in(m.series)
    )
  )
);

-- Whether the papers of an item may be given to the viewer: as the chair ruled, else not where the item
-- withholds them from whoever has an interest and the viewer has one (declared, or by the own practice).
create function viewer_may_have_papers(which bigint) returns boolean
language sql stable
return viewer_everything() or coalesce(
  (
    select r.handling <> 'no papers'
    from conflict_ruling r
    where r.item = which and r.person = viewer_person()
    order by r.id desc
    limit 1
  ),
  not exists (
    select 1
    from (
      select w.withheld, w.touches
      from agenda_wording w
      where w.item = which
      order by w.id desc
      limit 1
    ) newest
    where newest.withheld
      and (
        exists (
          select 1 from interest i
          where i.person = viewer_person()
            and i.touches && newest.touches
            and interest_shown(i.id)
        )
        or exists (
          select 1
          from unnest(viewer_practices()) as own (code)
          where newest.touches && array['practice:' || own.code, 'practice:all']
        )
      )
  )
);

create policy never_to_whom_they_are_withheld on paper for select to steward_app
using (
  exists (select 1 from agenda_wording w where w.item = paper.item)
  and viewer_may_have_papers(paper.item)
);
create policy with_its_paper on paper_withdrawal for select to steward_app
using (viewer_signed_in());
create policy own_address on calendar_address for select to steward_app
using (viewer_everything() or person = viewer_person());
create policy own_address_made on calendar_address for insert to steward_app
with check (viewer_everything() or person = viewer_person());

-- Whether the viewer keeps the papers of a series: the officers, its chair and deputy, and a practice its own.
create function viewer_keeps(which bigint) returns boolean
language sql stable
return viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
  or exists (
    select 1
    from (
      select roles, until_date
      from series_member m
      where m.series = which and m.person = viewer_person()
      order by m.id desc
      limit 1
    ) newest
    where newest.roles && array['chair', 'deputy']
      and (newest.until_date is null or newest.until_date >= viewer_today())
  )
  or (
    viewer_has('practice-lead', 'practice-manager')
    and exists (
      select 1 from meeting_series s
      where s.id = which and s.body = 'practice' and s.place = any (viewer_practices())
    )
  );

create function viewer_keeps_meeting(which bigint) returns boolean
language sql stable
return exists (select 1 from meeting m where m.id = which and viewer_keeps(m.series));

create function viewer_keeps_item(which bigint) returns boolean
language sql stable
return exists (select 1 from agenda_item i where i.id = which and viewer_keeps_meeting(i.meeting));

create policy kept on meeting_series for insert to steward_app
with check (
  viewer_has('administrator', 'management-team', 'accountable-officer', 'chair')
  or (
    body = 'practice'
    and place = any (viewer_practices())
    and viewer_has('practice-lead', 'practice-manager')
  )
);
create policy kept on series_member for insert to steward_app with check (viewer_keeps(series));
create policy kept on meeting for insert to steward_app with check (viewer_keeps(series));
create policy kept on meeting_plan for insert to steward_app
with check (viewer_keeps_meeting(meeting));
create policy kept_or_own_apologies on attendance for insert to steward_app
with check (
  viewer_keeps_meeting(meeting)
  or (
    person = viewer_person()
    and status = 'apologies'
    and exists (select 1 from meeting m where m.id = attendance.meeting and viewer_sits_in(m.series))
  )
);
create policy kept on agenda_item for insert to steward_app
with check (viewer_keeps_meeting(meeting));
create policy kept on agenda_wording for insert to steward_app with check (viewer_keeps_item(item));
-- Nobody rules on an interest of their own.
create policy kept_and_never_own on conflict_ruling for insert to steward_app
with check (
  viewer_keeps_item(item)
  and (viewer_everything() or person is distinct from viewer_person())
);
create policy kept_with_papers on paper for insert to steward_app
with check (viewer_keeps_item(item) and viewer_may_have_papers(item));
create policy kept on paper_withdrawal for insert to steward_app
with check (exists (select 1 from paper p where p.id = paper_withdrawal.paper and viewer_keeps_item(p.item)));
create policy kept on minutes for insert to steward_app with check (viewer_keeps_meeting(meeting));
-- A draft is for those who keep the minutes; everybody else reads what was approved.
create policy approved_or_kept on minutes for select to steward_app
using (
  exists (select 1 from meeting m where m.id = minutes.meeting)
  and (state = 'approved' or viewer_keeps_meeting(meeting))
);
create policy kept on meeting_action for insert to steward_app
with check (viewer_keeps_meeting(meeting));
create policy kept_or_own on action_state for insert to steward_app
with check (
  exists (
    select 1 from meeting_action a
    where a.id = action_state.action
      and (viewer_keeps_meeting(a.meeting) or a.owner = viewer_person())
  )
);
