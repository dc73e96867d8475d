-- grain: spell, appointment or attendance, sorted by practice; money in pence unless e4 (£0.0001) or e14 (10⁻¹⁴ pence);
-- rates in ten-thousandths, market forces in millionths; source: pricing_draft; nulls: all components unless status is priced
with placed as (
  select
    draft.*, rule.month, rule.id as rule_pack, rule.admitted_label, rule.unit_cost_label, rule.top_up_on_excess_days,
    draft.verdict is null as is_priced,
    coalesce(nullif(draft.practice_derived, ''), draft.practice_sent) as practice_given,
    coalesce(draft.practice_derived, '') <> '' as is_derived,
    rule.market_forces and (rule.market_forces_on_unit_costs or not draft.base_is_unit_cost) as takes_factor,
    factor.mff_ppm as factor_ppm
  from pricing_draft as draft
  cross join pricing_rule as rule
  left join pricing_mff as factor on factor.provider = substr(draft.provider, 1, 3)
),
attributed as (
  select
    placed.*, move.successor,
    case
      when regexp_full_match(placed.practice_given, '[A-Z][0-9]{5}')
        and placed.practice_given not in ('V81997', 'V81998', 'V81999') then placed.practice_given
    end as practice_known,
    case when placed.takes_factor then coalesce(placed.factor_ppm, 1000000) else 1000000 end as ppm
  from placed
  left join pricing_move as move on move.practice = placed.practice_given and move.day = placed.activity_date
),
exact as (
  select
    attributed.*,
    idiv(
      (
        (cast(base_e4 as hugeint) * coalesce(short_stay_rate, 10000) + cast(best_practice_pence as hugeint) * 1000000)
        * (10000 + top_up_rate)
        + cast(excess_pence as hugeint) * 1000000 * (10000 + case when top_up_on_excess_days then top_up_rate else 0 end)
        + cast(unbundled_e4 as hugeint) * 100000000
      ) * ppm,
      100
    ) as exact_hugeint
  from attributed
)
select
  line_key, $kind as kind, provider, site, patient_key,
  case when practice_known is not null then coalesce(successor, practice_known) end as practice,
  case
    when practice_known is null then 'not attributed'
    when successor is not null then 'successor'
    when is_derived then 'derived'
    else 'sent'
  end as attribution,
  practice_sent, practice_derived, activity_date, month, pod, specialty, hrg,
  case when is_priced then currency end as currency,
  case
    when is_priced then 'priced'
    when verdict in (
      'not grouped', 'no rules for the price year', 'local price', 'cannot be classed', 'no price for code and year',
      'no price for days beyond the trim point', 'no price for an unbundled item'
    ) then 'no price'
    else 'excluded'
  end as status,
  case
    when not is_priced then verdict
    when takes_factor and factor_ppm is null and item_local
      then 'no market forces factor: 1 used; unbundled item at a local price left out'
    when takes_factor and factor_ppm is null then 'no market forces factor: 1 used'
    when item_local then 'unbundled item at a local price left out'
  end as reason,
  admission_date, cast(age as smallint) as age, sex,
  cast(length_of_stay as integer) as length_of_stay, cast(critical_care_days as integer) as critical_care_days,
  cast(rehabilitation_days as integer) as rehabilitation_days, cast(palliative_days as integer) as palliative_days,
  cast(qualifying_days as integer) as qualifying_days,
  case when is_priced then cast(trim_days as integer) end as trim_days,
  case when is_priced then cast(excess_days as integer) end as excess_days,
  days_basis,
  case when is_priced then cast(idiv(base_e4 + 50, 100) as bigint) end as base_pence,
  case when is_priced then cast(base_e4 as bigint) end as base_e4,
  case when is_priced then cast(short_stay_rate as integer) end as short_stay_rate,
  case when is_priced then cast(best_practice_pence as bigint) end as best_practice_pence,
  case when is_priced then cast(excess_pence as bigint) end as excess_pence,
  case when is_priced then cast(top_up_rate as integer) end as top_up_rate,
  case when is_priced then cast(idiv(unbundled_e4 + 50, 100) as bigint) end as unbundled_pence,
  case when is_priced then cast(unbundled_e4 as bigint) end as unbundled_e4,
  case when is_priced then cast(ppm as integer) end as mff_ppm,
  case when is_priced then cast(exact_hugeint as decimal(38, 0)) end as exact_e14,
  case when is_priced then cast(idiv(2 * exact_hugeint + 100000000000000, 200000000000000) as bigint) end as cost_pence,
  case
    when not is_priced then null
    when base_is_unit_cost then unit_cost_label
    when unbundled_e4 > 0 then admitted_label || ' + ' || unit_cost_label
    else admitted_label
  end as price_book,
  rule_pack, is_priced and (base_is_unit_cost or unbundled_e4 > 0) as stand_in,
  cast(episodes as integer) as episodes, load_id, source_line
from exact
order by practice nulls last, activity_date, line_key
