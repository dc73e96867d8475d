-- grain: whole build, one row; patient-level lines of the months from $from to $to by what became of them: no practice found,
-- a practice outside every group, excluded from pricing, not yet discharged; source: attribution, excluded, undischarged;
-- nulls: none
select
  (select coalesce(sum(lines), 0) from attribution
    where attribution = 'not attributed' and month between $from and $to) as not_attributed,
  (select coalesce(sum(lines), 0) from attribution
    where attribution <> 'not attributed' and not in_group and month between $from and $to) as outside_group,
  (select coalesce(sum(lines), 0) from excluded where month between $from and $to) as excluded,
  (select coalesce(sum(episodes), 0) from undischarged where month between $from and $to) as undischarged
