-- grain: practice that closed × practice that took its patients; source: the newest successors file {files}; nulls: none
select distinct practice, successor, cast(from_date as varchar) as from_date
from {files}
order by practice, successor
