-- grain: one row; contract monitoring that is compared and never added, and Steward's own beside it, in pence;
-- source: contract_comparison; nulls: none
select
  count(*) as compared,
  count(*) filter (where sent_pence = own_pence) as equal,
  cast(coalesce(sum(sent_pence), 0) as bigint) as sent_pence,
  cast(coalesce(sum(own_pence), 0) as bigint) as own_pence
from contract_comparison
where not counted and month between $from and $to
