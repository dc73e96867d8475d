-- grain: point of delivery × treatment function that any hospital or contract line has; source: activity, contract;
-- nulls: none
select distinct pod, specialty from activity
union
select distinct pod, specialty from contract
order by pod, specialty
