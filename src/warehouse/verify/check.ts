/** One thing that was worked out again by another path. */
export type Check = {
  /** What was compared, and for which file, month or table. */
  what: string
  outcome: 'agrees' | 'differs' | 'not possible'
  /** Both values, or why it was not possible. */
  detail: string
}

export const compare = (what: string, left: [string, bigint], right: [string, bigint]): Check => ({
  what,
  outcome: left[1] === right[1] ? 'agrees' : 'differs',
  detail: `${left[0]} ${left[1]}, ${right[0]} ${right[1]}`,
})

export const impossible = (what: string, why: string): Check => ({
  what,
  outcome: 'not possible',
  detail: why,
})
