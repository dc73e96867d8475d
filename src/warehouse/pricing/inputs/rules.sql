-- grain: the one rule pack; flags and limits of the price year; source: $rules, the pack as JSON; nulls: none
create or replace temp table pricing_rule as
select
  rule.priced, cast($month || '-01' as date) as first_day, last_day(cast($month || '-01' as date)) as last_day,
  rule.short_stay, rule.longest_stay_days, rule.minimum_age, rule.excess_days, rule.top_up,
  rule.procedure_prices, rule.consultant_led, rule.non_consultant_led,
  rule.emergency_department
from (
  select from_json(cast($rules as json), '{
    "priced": "BOOLEAN", "short_stay": "BOOLEAN", "longest_stay_days": "INTEGER",
    "minimum_age": "INTEGER", "excess_days": "BOOLEAN", "top_up": "BOOLEAN",
    "procedure_prices": "BOOLEAN", "consultant_led": "VARCHAR", "non_consultant_led": "VARCHAR",
    "emergency_department": "VARCHAR"
  }') as rule
)
