-- grain: control total whose sides differ; source: control; nulls: none
select step, feed, period, measure, left_label, left_value, right_label, right_value
from control
where not agrees
order by step, feed, period, measure
limit 200
