/** One change of the BNF: a code, or all that begins with it, has another from January of the year. */
export type CodeChange = { year: number; from: string; to: string }

type Change = { to: string; split: boolean }

/** Today's code of a code of an earlier year. */
export type Recoding = {
  /** The code that a code of a month in the year has now; itself where it never changed. */
  current: (code: string, year: number) => string
  /** Years for which the list of changes is not at hand: a break there cannot be mended. */
  missing: readonly number[]
}

const step = (changes: ReadonlyMap<string, Change>, lengths: readonly number[], code: string) => {
  for (const length of lengths) {
    if (length > code.length) continue
    const change = changes.get(code.slice(0, length))
    // A code that became several leads nowhere by itself; its products are named one by one.
    if (change && !change.split) return change.to + code.slice(length)
  }
  return code
}

/**
 * Follows every change from the year of the row on, oldest first, the longest matching beginning each
 * year. A beginning that was split into several is left as it is. Source: the prescribing services'
 * yearly lists of changes, 2010 to 2026; 2016 and 2019 have none.
 */
export const recoding = (changes: readonly CodeChange[], throughYear?: number): Recoding => {
  const byYear = Map.groupBy(changes, ({ year }) => year)
  const years = [...byYear.keys()].sort((a, b) => a - b)
  const [first = 0, last = 0] = [years[0], throughYear ?? years.at(-1)]
  const steps = years.map((year) => {
    const known = new Map<string, Change>()
    for (const { from, to } of byYear.get(year) ?? []) {
      const before = known.get(from)
      known.set(from, { to, split: before !== undefined && before.to !== to })
    }
    const lengths = [...new Set([...known.keys()].map(({ length }) => length))]
    return { year, known, lengths: lengths.sort((a, b) => b - a) }
  })
  const missing: number[] = []
  for (let year = first; year < last; year++) if (!byYear.has(year)) missing.push(year)
  return {
    missing,
    current: (code, year) => {
      let now = code
      for (const { year: changed, known, lengths } of steps)
        if (changed > year) now = step(known, lengths, now)
      return now
    },
  }
}
