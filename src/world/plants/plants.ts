import type { Month } from '../../core/month.ts'
import type { Size } from '../county/practices.ts'

/** What is planted among the activity, by practice, locality and provider index; `truths.json` tells it in words and codes. */
export type Plants = {
  /** Practices whose first outpatient attendances run above need, and by what factor. */
  highFirst: { practices: number[]; factor: number }
  /** A locality whose follow-ups at one hospital are low, and the share that is left. */
  lowFollow: { locality: number; provider: number; share: number }
  /** A practice whose emergency admissions fall from a month on, and untouched comparators. */
  fall: { practice: number; from: Month; share: number; comparators: number[] }
  /** Yearly lines at one provider: charged twice, and of people registered elsewhere. */
  provider: number
  duplicates: number
  elsewhere: number
  /** One specialty of that provider whose follow-ups run above the agreed ratio. */
  followSpecialty: string
  /** A month's extracts in which a provider's lines came a month late. */
  late: { provider: number; months: Month[] }
}

const shared = {
  lowFollow: { locality: 1, provider: 0, share: 0.6 },
  provider: 1,
  followSpecialty: '130',
}

export const plantsOf = (size: Size): Plants =>
  size === 'county'
    ? {
        ...shared,
        highFirst: { practices: [7, 33, 56], factor: 1.35 },
        fall: {
          practice: 26,
          from: '2019-04',
          share: 0.88,
          comparators: [2, 12, 19, 30, 38, 40, 52, 57, 61],
        },
        duplicates: 400,
        elsewhere: 250,
        late: { provider: 2, months: ['2019-08', '2020-01'] },
      }
    : {
        ...shared,
        highFirst: { practices: [2], factor: 1.35 },
        fall: { practice: 5, from: '2019-04', share: 0.88, comparators: [0, 1, 3, 4] },
        duplicates: 48,
        elsewhere: 24,
        late: { provider: 2, months: ['2019-11', '2020-01'] },
      }

/** How many of a yearly number fall in a month, so that twelve months hold exactly the number. */
export const shareOfYear = (yearly: number, month: Month): number => {
  const at = (Number(month.slice(5)) + 8) % 12
  return Math.floor((yearly * (at + 1)) / 12) - Math.floor((yearly * at) / 12)
}
