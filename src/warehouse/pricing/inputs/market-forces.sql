-- grain: provider's first three characters; factor in millionths; source: the year's list of factors; nulls: none
create or replace temp table pricing_mff as
select substr(provider, 1, 3) as provider, mff_ppm
from pricing_mff_list
where mff_ppm is not null
qualify row_number() over (partition by substr(provider, 1, 3) order by source_line desc) = 1
