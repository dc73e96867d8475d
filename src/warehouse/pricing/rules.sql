-- grain: the one rule pack; flags and limits of the price year; source: $rules, the pack as JSON; nulls: none
create or replace temp table pricing_rule as
select
  rule.id, rule.priced, cast($month || '-01' as date) as first_day, last_day(cast($month || '-01' as date)) as last_day,
  $month as month, rule.short_stay, rule.longest_stay_days, rule.minimum_age, rule.excess_days, rule.top_up,
  rule.top_up_on_excess_days, rule.procedure_prices, rule.consultant_led, rule.non_consultant_led,
  rule.emergency_department, rule.market_forces, rule.market_forces_on_unit_costs,
  $admitted_label as admitted_label, $unit_cost_label as unit_cost_label
from (
  select from_json(cast($rules as json), '{
    "id": "VARCHAR", "priced": "BOOLEAN", "short_stay": "BOOLEAN", "longest_stay_days": "INTEGER",
    "minimum_age": "INTEGER", "excess_days": "BOOLEAN", "top_up": "BOOLEAN", "top_up_on_excess_days": "BOOLEAN",
    "procedure_prices": "BOOLEAN", "consultant_led": "VARCHAR", "non_consultant_led": "VARCHAR",
    "emergency_department": "VARCHAR", "market_forces": "BOOLEAN", "market_forces_on_unit_costs": "BOOLEAN"
  }') as rule
)
