-- grain: list of unbundled codes as it stands on the records; £0.0001; missing: a code that should have a price has none;
-- local: a code at a local price was left out; source: records, rules, unit costs; nulls: none
create or replace temp table pricing_unbundled as
with listed as (select distinct unbundled from pricing_record where unbundled <> ''),
item as (
  select
    unbundled, unnest(string_split(unbundled, '|')) as item
  from listed
),
coded as (
  select
    unbundled, item,
    regexp_extract(item, '^([A-Z]{2}[0-9]{2}[A-Z])(?:\*([0-9]{1,4}))?$', 1) as code,
    coalesce(try_cast(regexp_extract(item, '^([A-Z]{2}[0-9]{2}[A-Z])(?:\*([0-9]{1,4}))?$', 2) as bigint), 1) as times
  from item
),
code_list as (select distinct code from coded where code <> ''),
ruled as (
  select code_list.code, arg_min(rule.value, rule.place) as rule_price, min(rule.place) as rule_place
  from code_list
  join pricing_code as rule on rule.list = 'unbundled prefix' and starts_with(code_list.code, rule.code)
  group by code_list.code
),
costed as (
  select ruled.code, arg_min(cost.unit_e4, department.place) as unit_e4
  from ruled
  join pricing_code as department
    on department.list = 'unbundled department' and department.value = cast(ruled.rule_place as varchar)
  join pricing_unit_cost as cost on cost.department = department.code and cost.currency = ruled.code
  where ruled.rule_price = 'unit cost'
  group by ruled.code
)
select
  coded.unbundled,
  cast(coalesce(sum(costed.unit_e4 * coded.times), 0) as bigint) as cost_e4,
  bool_or(coded.code = '' or (coalesce(ruled.rule_price, 'local') = 'unit cost' and costed.unit_e4 is null)) as missing,
  bool_or(coded.code <> '' and coalesce(ruled.rule_price, 'local') = 'local') as local
from coded
left join ruled on ruled.code = coded.code
left join costed on costed.code = coded.code
group by coded.unbundled
