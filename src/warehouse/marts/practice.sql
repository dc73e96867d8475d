-- grain: code of a practice met anywhere; source: every feed; the name falls back to the code;
-- nulls: postcode, opened, closed, status where no directory names it
insert into practice
with met as (
  select practice from stg_practice_name
  union select practice from membership
  union select practice from activity
  union select practice from contract
  union select practice from prescribing
  union select practice from list_size
  union select practice from need
  union select practice from disease_register
)
select met.practice, coalesce(readable_name(named.name), met.practice), named.postcode, named.opened, named.closed, named.status
from met
left join stg_practice_name as named on named.practice = met.practice
where met.practice is not null
order by 1
