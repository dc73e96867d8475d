-- grain: kind × month × status, counted from every single priced line, apart from the summaries that the marts are made of;
-- pence; records are rows of the feed; nulls: none
create temp table line_total as
select
  kind, month, status, count(*) as lines, sum(coalesce(episodes, 1)) as records, coalesce(sum(cost_pence), 0) as cost_pence
from priced
group by 1, 2, 3
