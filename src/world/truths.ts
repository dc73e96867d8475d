import { shareOfYear } from './plants.ts'
import type { County } from './county.ts'
import type { JobResult } from './jobs.ts'
import { localities, providers } from './places.ts'

/** What was planted, in words and codes; tests and demonstrations read it, pages never. */
export const makeTruths = (
  county: County,
  results: readonly JobResult[],
): Record<string, unknown> => {
  const { plants, practices, months } = county
  const code = (index: number): string => practices[index]?.code ?? ''
  const inYear = (yearly: number): Record<string, number> =>
    Object.fromEntries(months.map((month) => [month, shareOfYear(yearly, month)]))
  return {
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
    provider: providers[plants.provider]?.code,
    duplicates: { yearly: plants.duplicates, byMonth: inYear(plants.duplicates) },
    registeredElsewhere: { yearly: plants.elsewhere, byMonth: inYear(plants.elsewhere) },
    followUpsAboveRatio: {
      provider: providers[plants.provider]?.code,
      specialty: plants.followSpecialty,
    },
    late: { provider: providers[plants.late.provider]?.code, months: plants.late.months },
    badRows: results.flatMap((result) => result.bad),
    rows: Object.fromEntries(months.map((month, i) => [month, results[i]?.rows])),
  }
}
