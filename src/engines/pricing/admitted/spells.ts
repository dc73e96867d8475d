import type { Day, Episode } from '../records.ts'

/** A hospital provider spell: one admission to one discharge at one provider. */
export type Spell = {
  provider: string
  spellNumber: string
  admissionDate: Day | null
  dischargeDate: Day
  /** Episodes of the spell, duplicates left out. */
  episodes: number
  /** The last episode, which speaks for the whole spell: HRG, practice, specialty, age. */
  last: Episode
}

export type Spells = {
  spells: Spell[]
  /** Episodes whose record key came earlier in the month's files. */
  duplicates: Episode[]
  /** Episodes of spells that have no discharge date yet. */
  undischarged: Episode[]
}

/** An episode without a spell number is a spell of its own. */
export const spellNumberOf = (episode: Episode): string =>
  episode.spellNumber ?? `=${episode.recordKey}`

const lastFirst = (a: Episode, b: Episode): number =>
  (b.episodeOrder ?? -1) - (a.episodeOrder ?? -1) ||
  (b.episodeEnd ?? '').localeCompare(a.episodeEnd ?? '')

/**
 * Episodes to spells by provider and spell number, whatever the order in which they arrive.
 *
 * A spell ends on the latest discharge date that any of its episodes carries, and began on the
 * earliest admission date. Of episodes with the same record key the first in the files is kept.
 */
export const spellsOf = (inFileOrder: readonly Episode[]): Spells => {
  const seen = new Set<string>()
  const bySpell = Map.groupBy(inFileOrder, (e) => `${e.provider}/${spellNumberOf(e)}`)
  const duplicates = new Set(
    inFileOrder.filter(({ recordKey }) => seen.size === seen.add(recordKey).size),
  )
  const result: Spells = { spells: [], duplicates: [], undischarged: [] }
  for (const episodes of bySpell.values()) {
    const discharges = episodes.flatMap(({ dischargeDate }) => dischargeDate ?? []).sort()
    const dischargeDate = discharges.at(-1)
    if (dischargeDate === undefined) {
      result.undischarged.push(...episodes)
      continue
    }
    result.duplicates.push(...episodes.filter((e) => duplicates.has(e)))
    const kept = episodes.filter((e) => !duplicates.has(e))
    const [last] = kept.toReversed().toSorted(lastFirst)
    if (last === undefined) continue
    const [admissionDate = null] = kept.flatMap((e) => e.admissionDate ?? []).sort()
    result.spells.push({
      provider: last.provider,
      spellNumber: spellNumberOf(last),
      admissionDate,
      dischargeDate,
      episodes: kept.length,
      last,
    })
  }
  return result
}
