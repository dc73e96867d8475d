import { monthOf, type Month } from '../../../core/month.ts'
import { everything } from '../../../stores/scope.ts'
import type { Context } from '../../context.ts'
import { namesOf } from '../../figures/figures.ts'

/** What the build knows that pages of membership need: names of practices, and the last month with figures. */
export type Around = {
  practice: (code: string) => string
  /** Null where no directory or list is loaded, so that no code can be known. */
  knows: ((code: string) => boolean) | null
  lastClosed: Month | null
  thisMonth: Month
}

/** Reads them of the build that is served. */
export const around = async (context: Context): Promise<Around> => {
  const thisMonth = monthOf(context.asAt())
  const served = await context.served()
  if (served === null) return { practice: (code) => code, knows: null, lastClosed: null, thisMonth }
  try {
    const names = await namesOf(everything, served)
    return {
      practice: (code) => names.of('practice', code),
      knows: (code) => names.knows('practice', code),
      lastClosed: served.manifest.months?.last ?? null,
      thisMonth,
    }
  } finally {
    served.close()
  }
}
