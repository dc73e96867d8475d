import { csvPounds, type CsvValue } from '../../ui/csv.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import type { RiskView } from './page.ts'

const money = (pence: number): string => csvPounds(BigInt(Math.round(pence)))
const six = (share: number): number => Number(share.toFixed(6))

/** The tables of the risk explorer for a spreadsheet; what was asked of when nothing can be said. */
export const riskSheets = ({ answer: found, about, costs, planned }: RiskView): Sheet[] => {
  if (found === null) return [{ name: 'About', rows: [['about'], [about]] }]
  const { whole, caps, contract, corridor, twoSided, pool, asked } = found
  const over = [1, 2, 5, 10].map((percent) => `over_by_${percent}_per_cent`)
  const left = (
    name: string,
    borne: { mean: number; sd: number; worstInTwenty: number },
  ): CsvValue[] => [name, money(borne.mean), money(borne.sd), money(borne.worstInTwenty)]
  return [
    {
      name: 'Chances',
      shares: ['overspend', 'chance', 'chance_by_the_normal_law'],
      rows: [
        ['overspend', 'chance', 'chance_by_the_normal_law'],
        ...whole.chances.map(({ share, exact, normal }) => [share, six(exact), six(normal)]),
      ],
    },
    {
      name: 'Caps',
      shares: ['premium_of_budget', ...over],
      rows: [
        ['cap_pounds', 'premium_pounds_a_year', 'premium_of_budget', 'c_of_what_is_kept', ...over],
        ...caps.map((row): CsvValue[] => [
          row.limit === Infinity ? null : money(row.limit),
          money(row.premium / asked.years),
          six(row.premiumShare),
          six(row.personalVariation),
          ...row.overspend.map(({ chance }) => six(chance)),
        ]),
      ],
    },
    {
      name: 'Agreements',
      rows: [
        ['agreement', 'mean_pounds', 'standard_deviation_pounds', 'worst_year_of_twenty_pounds'],
        left('none', contract.without),
        left('contract with a firm, its fee left out', contract.with),
        left('corridor', corridor),
        left('two-sided share', twoSided),
      ],
    },
    {
      name: 'About',
      rows: [
        ['what', 'value'],
        ['practices', about],
        ['patients', BigInt(Math.round(whole.patients / asked.years))],
        ['years', asked.years],
        ['expected_pounds', money(whole.expectedPence)],
        ['standard_deviation_pounds', money(whole.sd)],
        ['c_of_one_patient', six(whole.personalVariation)],
        ['c_of_planned_admissions', planned === null ? null : six(planned)],
        ['costs_from', costs?.from ?? null],
        ['costs_to', costs?.to ?? null],
        ['pool_cap_pounds', money(asked.cap)],
        ['pool_premium_pounds', money(pool.premium)],
        ['pool_reserve_pounds', money(pool.reserve)],
        ['sets_needed', pool.sets],
        ['fair_fee_pounds', money(contract.fairFee)],
      ],
    },
  ]
}
