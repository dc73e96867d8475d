/** How many rows a month had in one of its versions; age: months from it to the extract. */
export type Version = { month: string; age: number; rows: number }

export type Completion = {
  /** What the rows known so far are multiplied by. */
  factor: number
  /** Standard error of the completed month, as a share of the rows known so far. */
  error: number
  /** From how many earlier months this is known. */
  seen: number
}

export type Ladder = {
  /** Age at which a month is taken as whole: the latest that any month has been seen at twice. */
  whole: number
  completion(age: number, rows: number): Completion
}

type Step = {
  from: number
  to: number
  factor: number
  variance: number
  base: number
  seen: number
}

const stepOf = (
  from: number,
  to: number,
  pairs: readonly { first: number; next: number }[],
): Step => {
  const base = pairs.reduce((all, { first }) => all + first, 0)
  const factor = base > 0 ? pairs.reduce((all, { next }) => all + next, 0) / base : 1
  const squares = pairs.reduce(
    (all, { first, next }) => all + first * (next / first - factor) ** 2,
    0,
  )
  return {
    from,
    to,
    factor,
    variance: pairs.length > 1 ? squares / (pairs.length - 1) : 0,
    base,
    seen: pairs.length,
  }
}

const middle = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) / 2
  return ((sorted[Math.floor(at)] ?? NaN) + (sorted[Math.ceil(at)] ?? NaN)) / 2
}

/** How many months tell what is usual, and how far from it, in usual distances, is no lateness of lines. */
const [enough, far, leastDistance] = [4, 5, 0.003]

/** Leaves out months that grew by something else than late lines, as when a whole provider was late. */
const usual = <Pair extends { first: number; next: number }>(pairs: readonly Pair[]): Pair[] => {
  const factors = pairs.map(({ first, next }) => next / first)
  const centre = middle(factors)
  const distance = middle(factors.map((factor) => Math.abs(factor - centre)))
  return pairs.filter(
    (_, i) =>
      pairs.length < enough ||
      Math.abs((factors[i] ?? centre) - centre) <= far * Math.max(distance, leastDistance),
  )
}

/**
 * Completion of late months by the chain ladder: the rows of a month at an age times, for each step of
 * age that is still to come, Σ later rows ÷ Σ rows of the months that have been seen at both ages.
 *
 * Standard error: √ of C² F² Σ σ² ÷ f² (1 ÷ C + 1 ÷ Σ C) over the steps, C growing by f at each.
 * With four months or more, those far from the middle are left out: a whole provider was late then.
 * A step that no month has been seen to take is left out: nothing is invented.
 * Source: Mack 1993, ASTIN Bulletin 23:213.
 */
export const chainLadder = (versions: readonly Version[]): Ladder => {
  const months = Map.groupBy(
    versions.filter(({ rows }) => rows > 0),
    ({ month }) => month,
  )
  const pairs = new Map<string, { from: number; to: number; first: number; next: number }[]>()
  for (const seen of months.values()) {
    const byAge = seen.toSorted((a, b) => a.age - b.age)
    for (const [i, { age, rows }] of byAge.entries()) {
      const after = byAge[i + 1]
      if (after === undefined || after.age === age) continue
      const key = `${age}/${after.age}`
      const found = pairs.get(key) ?? []
      pairs.set(key, [...found, { from: age, to: after.age, first: rows, next: after.rows }])
    }
  }
  const steps = [...pairs.values()].flatMap((each) => {
    const [first] = each
    return first === undefined ? [] : [stepOf(first.from, first.to, usual(each))]
  })
  const best = (age: number): Step | undefined =>
    steps.filter(({ from }) => from === age).toSorted((a, b) => b.seen - a.seen)[0]
  const whole = steps.reduce((latest, { to }) => Math.max(latest, to), 0)
  return {
    whole,
    completion: (age, rows) => {
      let factor = 1
      let relative = 0
      let seen = Infinity
      for (let step = rows > 0 ? best(age) : undefined; step !== undefined; step = best(step.to)) {
        relative += (step.variance / step.factor ** 2) * (1 / (rows * factor) + 1 / step.base)
        factor *= step.factor
        seen = Math.min(seen, step.seen)
      }
      return { factor, error: factor * Math.sqrt(relative), seen: Number.isFinite(seen) ? seen : 0 }
    },
  }
}
