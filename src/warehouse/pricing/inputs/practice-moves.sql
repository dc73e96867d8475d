-- grain: closed practice × activity date on which one successor answers for it; source: directory, successors; nulls: none
-- Followed from successor to successor for as long as each is closed and has exactly one, ten steps at most.
create or replace temp table pricing_move as
with recursive activity_day as (
  select distinct activity_date as day from pricing_activity_day where activity_date is not null
),
closed as (
  select practice, closed
  from pricing_practice
  qualify row_number() over (partition by practice order by file_order desc, source_line desc) = 1
),
next_practice as (
  select successor.practice, activity_day.day, min(successor.successor) as successor
  from pricing_successor as successor
  join closed on closed.practice = successor.practice
  join activity_day on closed.closed < activity_day.day and successor.from_date <= activity_day.day
  group by successor.practice, activity_day.day
  having count(distinct successor.successor) = 1
),
walk(practice, day, current_practice, steps) as (
  select practice, day, successor, 1 from next_practice
  union all
  select walk.practice, walk.day, next_practice.successor, walk.steps + 1
  from walk
  join next_practice on next_practice.practice = walk.current_practice and next_practice.day = walk.day
  where walk.steps < 10
)
select practice, day, arg_max(current_practice, steps) as successor
from walk
group by practice, day
having arg_max(current_practice, steps) <> practice
