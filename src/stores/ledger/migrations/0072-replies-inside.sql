-- What practices write of their figures is for the group: whoever is outside it reads none of it.
create function viewer_inside() returns boolean
language sql stable parallel safe
return viewer_has(
  'gp', 'practice-lead', 'practice-manager', 'topic-lead', 'elected-gp', 'lay-member', 'nurse-member', 'specialist-member', 'chair',
  'accountable-officer', 'management-team', 'analyst', 'administrator'
);

drop policy measure_reply_read on measure_reply;
create policy measure_reply_read on measure_reply for select using (viewer_inside());
