-- grain: month; patient-level lines for which no practice could be found; source: attribution; nulls: none
select month, sum(lines) as lines
from attribution
where attribution = 'not attributed'
group by month
