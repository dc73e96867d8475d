-- Rows of activity whose count can be changed without changing what may be published: for each locality, month and feed two small
-- counts (1 to 7, by point of delivery), one to grow and one to shrink by a line; and points of delivery that are never small,
-- but for the rarest of each feed, which may be pooled with the small ones, where one more line rounds to the same multiple of 5.
-- grain: row of activity to change; by: lines to add; source: activity, membership; nulls: none
with placed as (
  select a.rowid as row, a.priced_lines, a.lines, m.locality, a.month, a.kind, a.pod
  from activity as a
  join membership as m
    on m.practice = a.practice and a.month >= m.from_month and (m.to_month is null or a.month <= m.to_month)
),
cell as (
  select locality, month, kind, pod, sum(lines) as n, min(row) as row,
    max(case when priced_lines > 1 then row end) as shrinkable
  from placed
  group by locality, month, kind, pod
),
small as (
  select *, row_number() over (partition by locality, month, kind order by n, pod) as grow,
    row_number() over (partition by locality, month, kind order by n desc, pod desc) as shrink
  from cell
  where n between 1 and 7
),
pair as (
  select g.row as up, s.shrinkable as down
  from small as g
  join small as s on s.locality = g.locality and s.month = g.month and s.kind = g.kind and s.pod <> g.pod
  where g.grow = 1 and s.shrink = 1 and g.n < 7 and s.n > 1 and s.shrinkable is not null
),
never_small as (
  select kind, pod, row_number() over (partition by kind order by sum(n), pod) as place,
    count(*) over (partition by kind) = 1 as alone
  from cell
  group by kind, pod
  having min(n) > 7
),
large as (
  select c.row, c.n
  from cell as c
  join never_small as p on p.kind = c.kind and p.pod = c.pod
  where p.place > 1 or p.alone
)
select 'small' as what, up as row, 1::bigint as by from pair
union all
select 'small', down, -1::bigint from pair
union all
select 'large', row, 1::bigint from large where n % 5 <> 2
order by what, row
