/** Quantity and cost of what a measure counts and of the rest of its denominator. Cost in any one unit of money. */
export type Split = {
  numeratorQuantity: number
  numeratorCost: number
  otherQuantity: number
  otherCost: number
}

/** What stands where no saving can be told, in words. */
export type NotAssessable = { notAssessable: string }

export const isAssessable = (saving: number | NotAssessable): saving is number =>
  typeof saving === 'number'

/**
 * Cost per 1,000 patients: cost − centile × denominator, in the unit of the cost. Below the centile it is negative.
 * Not assessable without a list size: nobody can say what a practice without patients could save.
 */
export const costSaving = (
  cost: number,
  denominator: number | null,
  centile: number,
): number | NotAssessable =>
  denominator === null || denominator === 0
    ? { notAssessable: 'no list size' }
    : cost - centile * denominator

/** Cost of one unit of what a measure counts and of the rest, over all organisations: used where one has none of its own. */
export type UnitCosts = { numerator: number; other: number }

const unit = (cost: number, quantity: number): number | null =>
  quantity === 0 ? null : cost / quantity

export const unitCosts = (all: readonly Split[]): UnitCosts => {
  const sum = (key: keyof Split): number => all.reduce((total, split) => total + split[key], 0)
  return {
    numerator: unit(sum('numeratorCost'), sum('numeratorQuantity')) ?? 0,
    other: unit(sum('otherCost'), sum('otherQuantity')) ?? 0,
  }
}

/**
 * Cost of a share: what was spent − what the same total quantity would have cost with the centile's share of the
 * numerator, each at the organisation's own unit cost, or the average of all where it has none.
 */
export const shareSaving = (
  split: Split,
  centile: number,
  all: UnitCosts,
): number | NotAssessable => {
  const { numeratorQuantity, numeratorCost, otherQuantity, otherCost } = split
  const total = numeratorQuantity + otherQuantity
  if (total === 0) return { notAssessable: 'nothing prescribed' }
  const own = unit(numeratorCost, numeratorQuantity) ?? all.numerator
  const rest = unit(otherCost, otherQuantity) ?? all.other
  return numeratorCost + otherCost - total * (centile * own + (1 - centile) * rest)
}

/** A group's saving at one level of organisation: the positive savings alone, summed. Levels do not agree with one another. */
export const sumOfPositive = (savings: readonly (number | NotAssessable)[]): number =>
  savings.reduce<number>((sum, saving) => sum + (isAssessable(saving) ? Math.max(0, saving) : 0), 0)

/** How few make the half: the largest in order until their sum reaches the share of the whole. */
export const fewestForShare = <T>(
  units: readonly T[],
  worth: (unit: T) => number,
  share = 0.5,
): { units: T[]; sum: number; total: number } => {
  const sorted = units.filter((one) => worth(one) > 0).sort((a, b) => worth(b) - worth(a))
  const total = sorted.reduce((sum, one) => sum + worth(one), 0)
  const few: T[] = []
  let sum = 0
  for (const one of sorted) {
    if (sum >= share * total) break
    few.push(one)
    sum += worth(one)
  }
  return { units: few, sum, total }
}
