import type { County } from './county/county.ts'
import type { Damage } from './damage.ts'
import type { JobResult } from './jobs.ts'
import { localities, outsiders, providers } from './county/places.ts'
import { costlyTruth } from './plants/costly.ts'
import { shareOfYear } from './plants/plants.ts'
import { plantedRecords } from './plants/records.ts'
import { nullChemical, shocks } from './prescribing/catalogue.ts'
import { brandItems, smallMeasure, smallPractice, switchPair } from './prescribing/planted.ts'

/** What was planted, in words and codes; tests and demonstrations read it, pages never. */
export const makeTruths = (
  county: County,
  results: readonly JobResult[],
  damage: Damage,
): Record<string, unknown> => {
  const { plants, practices, months } = county
  const code = (index: number): string => practices[index]?.code ?? ''
  const inMonths = (yearly: number): Record<string, number> =>
    Object.fromEntries(months.map((month) => [month, shareOfYear(yearly, month)]))
  const provider = providers[plants.provider]?.code
  const open = practices.flatMap((practice, i) => (practice.closed === null ? [i] : []))
  const heavy: readonly number[] = switchPair.practices[county.size]
  const items = (of: number[]): number => of.reduce((sum, i) => sum + brandItems(county, i), 0)
  const each = (56 * (switchPair.brandPrice - switchPair.genericPrice)) / 10_000
  return {
    practices: open.length,
    people: open.reduce((sum, i) => sum + (practices[i]?.list ?? 0), 0),
    closures: practices.flatMap((practice) =>
      practice.closed === null
        ? []
        : [{ practice: practice.code, successors: practice.successors.map(code) }],
    ),
    highFirstOutpatients: {
      practices: plants.highFirst.practices.map(code),
      factor: plants.highFirst.factor,
    },
    lowFollowUps: {
      locality: localities[plants.lowFollow.locality]?.code,
      provider: providers[plants.lowFollow.provider]?.code,
      share: plants.lowFollow.share,
    },
    fallInEmergencyAdmissions: {
      practice: code(plants.fall.practice),
      from: plants.fall.from,
      share: plants.fall.share,
      comparators: plants.fall.comparators.map(code),
    },
    duplicates: { provider, yearly: plants.duplicates, byMonth: inMonths(plants.duplicates) },
    registeredElsewhere: {
      provider,
      practices: outsiders,
      yearly: plants.elsewhere,
      byMonth: inMonths(plants.elsewhere),
    },
    zeroDaysAtFullPrice: { provider },
    followUpsAboveRatio: { provider, specialty: plants.followSpecialty },
    costliestPatient: costlyTruth(),
    prescribingSwitch: {
      brand: switchPair.brand,
      generic: switchPair.generic,
      months: county.prescribing.slice(-12),
      poundsAnItem: each,
      items: items(open),
      netIngredientCostPounds: Math.round(items(open) * each),
      practices: heavy.map(code),
      shareOfThose: items(open.filter((i) => heavy.includes(i))) / items(open),
    },
    nullMeasure: { chemical: nullChemical, denominator: 'registered people' },
    smallDenominator: { practice: code(smallPractice(county)), ...smallMeasure },
    priceShocks: shocks,
    opportunities: plantedRecords(county).truths,
    late: { provider: providers[plants.late.provider]?.code, months: plants.late.months },
    damaged: damage,
    badRows: results.flatMap((result) => result.bad),
    rows: Object.fromEntries(months.map((month, i) => [month, results[i]?.rows])),
    prescribingRows: Object.fromEntries(
      county.prescribing.map((month, i) => [
        month,
        results[months.length + i]?.rows['prescribing'],
      ]),
    ),
  }
}
