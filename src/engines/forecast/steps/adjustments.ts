/** A known change that the past cannot show: an approved scheme, a price that is to move. */
export type Adjustment = {
  name: string
  kind: 'scheme' | 'price'
  /** A forecast line, or a service line for all of its lines. */
  line: string
  /** Codes of the practices that it is for; null for all. */
  practices: readonly string[] | null
  /** First and last month, YYYY-MM; null while it lasts. */
  from: string
  to: string | null
  /** A part of the forecast (−0.05 takes a twentieth off), or an amount a month, shared by size. */
  effect: { share: number } | { perMonth: number }
}

/** What one adjustment changes: by unit, by month ahead. */
export type AdjustmentEffect = { name: string; units: Float64Array[] }

/**
 * The effect of the adjustments of one line on the units' courses, each on the course as it is before
 * any of them, so that their order changes nothing. `months` are the months ahead.
 */
export const adjustmentEffects = (
  courses: readonly Float64Array[],
  codes: readonly string[],
  months: readonly string[],
  adjustments: readonly Adjustment[],
): AdjustmentEffect[] =>
  adjustments.map(({ name, practices, from, to, effect }) => {
    const meant = codes.map((code) => practices === null || practices.includes(code))
    return {
      name,
      units: courses.map((course, u) =>
        course.map((value, h) => {
          const month = months[h] ?? ''
          if (meant[u] !== true || month < from || (to !== null && month > to)) return 0
          if ('share' in effect) return value * effect.share
          const size = courses.reduce(
            (all, other, v) => all + (meant[v] === true ? Math.abs(other[h] ?? 0) : 0),
            0,
          )
          return size > 0
            ? (effect.perMonth * Math.abs(value)) / size
            : effect.perMonth / meant.filter(Boolean).length
        }),
      ),
    }
  })
