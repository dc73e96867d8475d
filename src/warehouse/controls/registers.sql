-- grain: financial year × measure; the mart of disease registers against the lake; rows and persons
with lake as (
  select part.period as year, count(*) as rows, sum(lake_registers.patients) as patients, sum(lake_registers.list) as list
  from lake_registers
  join part on part.filename = lake_registers.filename
  group by 1
),
mart as (
  select replace(year, '/', '-') as year, count(*) as rows, sum(patients) as patients, sum(list) as list
  from disease_register
  group by 1
),
side_by_side as (
  select coalesce(lake.year, mart.year) as year, lake.rows as l_rows, mart.rows as m_rows,
    lake.patients as l_patients, mart.patients as m_patients, lake.list as l_list, mart.list as m_list
  from lake
  full join mart on mart.year = lake.year
)
select 'marts' as step, 'registers' as feed, year as period, 'rows' as measure, 'lake' as left_label,
  coalesce(l_rows, 0) as left_value, 'practice figures' as right_label, coalesce(m_rows, 0) as right_value
from side_by_side
union all
select 'marts', 'registers', year, 'patients', 'lake', coalesce(l_patients, 0), 'practice figures', coalesce(m_patients, 0) from side_by_side
union all
select 'marts', 'registers', year, 'list', 'lake', coalesce(l_list, 0), 'practice figures', coalesce(m_list, 0) from side_by_side
order by 3, 4
