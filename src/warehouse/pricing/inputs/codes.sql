-- grain: list × code, place in the list, value; the pack's code lists; source: $codes as JSON; nulls: value where a list has none
create or replace temp table pricing_code as
select code.list, code.code, code.place, code.value
from (
  select unnest(from_json(cast($codes as json),
    '[{"list": "VARCHAR", "code": "VARCHAR", "place": "INTEGER", "value": "VARCHAR"}]')) as code
)
