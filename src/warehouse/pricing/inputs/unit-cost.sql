-- grain: department × currency; £0.0001; source: the unit-cost book; nulls: none
create or replace temp table pricing_unit_cost as
select department, currency, unit_e4
from pricing_unit_cost_book
where unit_e4 is not null
qualify row_number() over (partition by department, currency order by source_line desc) = 1
