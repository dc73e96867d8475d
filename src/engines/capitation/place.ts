/** Weighted and plain population of a set of practices, in any unit that both share. */
export type Weighed = { weighted: number; population: number }

/** A place's need beside the area it lies in. */
export type PlaceNeed = {
  /** (weighted ÷ population of the place) ÷ (the same of the area): 1 is the area's own need. */
  relativeIndex: number
  /** The place's part of the area's weighted population. */
  share: number
  /** The place's part of the area's plain population. */
  crudeShare: number
}

/**
 * Relative need index and share of a place in its area. The index is relative to the area and not
 * to England: the two are not comparable. Source: NHS England, place-based allocation tool.
 */
export const placeNeed = (place: Weighed, area: Weighed): PlaceNeed => ({
  relativeIndex: place.weighted / place.population / (area.weighted / area.population),
  share: place.weighted / area.weighted,
  crudeShare: place.population / area.population,
})

/**
 * Final weighted population for primary medical care = 0.85 × primary medical need + 0.15 × health
 * inequalities. An identity of every row of the allocation files from 2023/24 on.
 */
export const finalPrimaryMedical = (primaryMedical: number, healthInequalities: number): number =>
  0.85 * primaryMedical + 0.15 * healthInequalities
