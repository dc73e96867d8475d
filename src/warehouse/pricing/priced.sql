-- grain: spell, appointment or attendance, in the order of pricing_placed; money in pence unless e4 (£0.0001) or e14 (10⁻¹⁴ pence);
-- rates in ten-thousandths, market forces in millionths; source: pricing_placed; nulls: all components unless status is priced
-- No join and no IN of many values, which is one: DuckDB would then write the rows out of order.
with factored as (
  select
    *, verdict is null as is_priced,
    cast($market_forces as boolean) and (cast($market_forces_on_unit_costs as boolean) or not base_is_unit_cost) as takes_factor,
    case
      when cast($market_forces as boolean) and (cast($market_forces_on_unit_costs as boolean) or not base_is_unit_cost)
        then coalesce(factor_ppm, 1000000)
      else 1000000
    end as ppm
  from pricing_placed
),
-- pence × 10⁸: a share (10⁴) and a top-up (10⁴) of whole pence lose nothing; the price of a code with a share is whole pence
adjusted as (
  select
    *,
    (idiv(base_e4 * coalesce(short_stay_rate, 10000), 100) + best_practice_pence * 10000) * (10000 + top_up_rate)
    + excess_pence * 10000 * (10000 + case when cast($top_up_on_excess_days as boolean) then top_up_rate else 0 end)
    + unbundled_e4 * 1000000 as before_e8
  from factored
),
-- Dividing a HUGEINT takes 1.5 µs a row, so whole pence and the rest of a penny are multiplied and rounded apart.
exact as (
  select
    *, idiv(before_e8, 100000000) * ppm as whole_e6, (before_e8 % 100000000) * ppm as rest_e14,
    cast(before_e8 as hugeint) * ppm as exact_hugeint
  from adjusted
)
select
  line_key, cast($kind as varchar) as kind, provider, site, patient_key,
  practice, attribution, practice_sent, practice_derived, activity_date, cast($month as varchar) as month, pod, specialty, hrg,
  case when is_priced then currency end as currency,
  case
    when is_priced then 'priced'
    when list_contains(
      [
        'not grouped', 'no rules for the price year', 'local price', 'cannot be classed', 'no price for code and year',
        'no price for days beyond the trim point', 'no price for an unbundled item'
      ], verdict
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
  case when is_priced then idiv(cast(base_e4 as bigint) + 50, 100) end as base_pence,
  case when is_priced then cast(base_e4 as bigint) end as base_e4,
  case when is_priced then cast(short_stay_rate as integer) end as short_stay_rate,
  case when is_priced then cast(best_practice_pence as bigint) end as best_practice_pence,
  case when is_priced then cast(excess_pence as bigint) end as excess_pence,
  case when is_priced then cast(top_up_rate as integer) end as top_up_rate,
  case when is_priced then idiv(cast(unbundled_e4 as bigint) + 50, 100) end as unbundled_pence,
  case when is_priced then cast(unbundled_e4 as bigint) end as unbundled_e4,
  case when is_priced then cast(ppm as integer) end as mff_ppm,
  case when is_priced then cast(exact_hugeint as decimal(38, 0)) end as exact_e14,
  case
    when is_priced
      then idiv(whole_e6, 1000000) + idiv((whole_e6 % 1000000) * 100000000 + rest_e14 + 50000000000000, 100000000000000)
  end as cost_pence,
  case
    when not is_priced then null
    when base_is_unit_cost then cast($unit_cost_label as varchar)
    when unbundled_e4 > 0 then cast($admitted_label as varchar) || ' + ' || cast($unit_cost_label as varchar)
    else cast($admitted_label as varchar)
  end as price_book,
  cast($rule_pack as varchar) as rule_pack, is_priced and (base_is_unit_cost or unbundled_e4 > 0) as stand_in,
  cast(episodes as integer) as episodes, load_id, source_line
from exact
