-- grain: provider × month × pod of contract monitoring that is compared and never added, largest difference first;
-- sent: as charged, own: as Steward priced; pence, activity in thousandths; source: contract_comparison; nulls: none
select
  provider,
  month,
  pod,
  sent_activity_thousandths as sent_activity,
  sent_pence,
  own_lines,
  own_pence,
  sent_pence - own_pence as difference
from contract_comparison
where not counted and month between $from and $to
order by abs(sent_pence - own_pence) desc, provider, month, pod
limit $limit
