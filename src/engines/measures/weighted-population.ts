/** The weight of one person of a sex and age: how much more of something such people need than others. */
export type AgeWeight = {
  sex: 'male' | 'female'
  ageFrom: number
  ageTo: number | null
  weight: number
}

/** How many people of a sex and age band a practice has. */
export type AgeBand = {
  sex: 'male' | 'female'
  ageFrom: number
  ageTo: number | null
  patients: number
}

/**
 * Prescribing units of a list: Σ people × the weight of their sex and age. A band of the list takes the weight of the band
 * in which it begins. Null where the list has no ages, or an age no weight.
 */
export const prescribingUnits = (
  list: readonly AgeBand[],
  weights: readonly AgeWeight[],
): number | null => {
  if (list.length === 0) return null
  let sum = 0
  for (const { sex, ageFrom, patients } of list) {
    const found = weights.find(
      (weight) =>
        weight.sex === sex &&
        weight.ageFrom <= ageFrom &&
        (weight.ageTo === null || ageFrom <= weight.ageTo),
    )
    if (!found) return null
    sum += patients * found.weight
  }
  return sum
}

/**
 * Weighted populations brought to the size of the plain ones: each × Σ patients ÷ Σ weighted, over those that have both. A rate
 * per weighted person can then stand beside the crude one: for all together they are the same.
 */
export const scaledToPeople = (
  units: readonly { patients: number | null; weighted: number | null }[],
): (number | null)[] => {
  let people = 0
  let weights = 0
  for (const { patients, weighted } of units) {
    if (patients === null || weighted === null) continue
    people += patients
    weights += weighted
  }
  return units.map(({ patients, weighted }) =>
    patients === null || weighted === null || weights === 0 ? null : (weighted * people) / weights,
  )
}
