-- grain: spell, appointment or attendance, with the practice that answers for it on its date and its provider's market forces
-- factor in millionths; source: pricing_draft; nulls: practice (not attributed), factor_ppm (provider has none)
create or replace temp view pricing_unsorted as
with stated as (
  select
    draft.*, factor.mff_ppm as factor_ppm, move.successor,
    coalesce(draft.practice_derived, '') <> '' as is_derived,
    case
      when regexp_full_match(coalesce(nullif(draft.practice_derived, ''), draft.practice_sent), '[A-Z][0-9]{5}')
        then nullif(nullif(nullif(coalesce(nullif(draft.practice_derived, ''), draft.practice_sent), 'V81997'), 'V81998'), 'V81999')
    end as practice_known
  from pricing_draft as draft
  left join pricing_mff as factor on factor.provider = substr(draft.provider, 1, 3)
  left join pricing_move as move
    on move.practice = coalesce(nullif(draft.practice_derived, ''), draft.practice_sent) and move.day = draft.activity_date
)
select
  * exclude (successor, is_derived, practice_known),
  case when practice_known is not null then coalesce(successor, practice_known) end as practice,
  case
    when practice_known is null then 'not attributed'
    when successor is not null then 'successor'
    when is_derived then 'derived'
    else 'sent'
  end as attribution
from stated
