import { addMonths, monthOf } from '../../../core/month.ts'
import type { Audit, Db } from '../../../stores/ledger/ledger.ts'
import type { Kind } from '../rules/decide.ts'
import { changesFrom, spellsOf, standing, type FileRow, type Spell } from '../rules/places.ts'
import { enterChange, lockMembership, namePlaces, readMembership, undoChange } from '../store.ts'

/** A row of the group's membership file as the lake has it. */
export type LakeRow = FileRow & { groupName: string; localityName: string }
export type LakeSuccession = { practice: string; successor: string; fromDate: string }

/** What an import did: practices entered, entries taken back, and practices that the file does not name. */
export type Imported = {
  practices: number
  entered: number
  takenBack: number
  notInFile: string[]
}

const textOf = (spells: readonly Spell[], practice: string): string =>
  JSON.stringify(spells.filter((spell) => spell.practice === practice))

const kindOf = (
  place: { group: string; locality: string } | null,
  first: boolean,
  successors: number,
): Kind => {
  if (place !== null) return first ? 'joins' : 'moves'
  if (successors === 0) return 'leaves'
  return successors === 1 ? 'merges' : 'disperses'
}

const namesIn = (rows: readonly LakeRow[]) => ({
  groups: [...new Map(rows.map(({ group, groupName }) => [group, groupName]))].map(
    ([code, name]) => ({ code, name }),
  ),
  localities: [
    ...new Map(
      rows.map(({ group, locality, localityName }) => [
        `${group} ${locality}`,
        { group, locality, name: localityName },
      ]),
    ).values(),
  ],
})

/**
 * Enters what a membership file says: for each practice whose dates differ from those of the ledger the old
 * entries are taken back and the file's entered. Practices that the file does not name stay as they are.
 */
export const importRows = async (
  db: Db,
  audit: Audit,
  rows: readonly LakeRow[],
  successions: readonly LakeSuccession[],
  { source, on }: { source: string; on: string },
): Promise<Imported> => {
  await lockMembership(db)
  const known = await readMembership(db)
  await namePlaces(db, audit, known, namesIn(rows), on)
  const because = { source, why: `As ${source} has it.`, on }
  const changes = changesFrom(rows)
  const wanted = spellsOf(changes.map((change, i) => ({ ...change, id: i + 1, undoes: null })))
  const named = new Set(rows.map(({ practice }) => practice))
  const done: Imported = {
    practices: 0,
    entered: 0,
    takenBack: 0,
    notInFile: [
      ...new Set(known.spells.map(({ practice }) => practice).filter((each) => !named.has(each))),
    ],
  }
  for (const practice of named) {
    if (textOf(wanted, practice) === textOf(known.spells, practice)) continue
    done.practices++
    for (const change of standing(known.changes).filter((each) => each.practice === practice)) {
      await undoChange(db, audit, change, because)
      done.takenBack++
    }
    const own = changes.filter((change) => change.practice === practice)
    for (const [i, { from, place }] of own.entries()) {
      const successors =
        place === null
          ? successions
              .filter(
                (each) =>
                  each.practice === practice &&
                  [from, addMonths(from, -1)].includes(monthOf(each.fromDate)),
              )
              .map(({ successor }) => successor)
          : []
      const kind = kindOf(place, i === 0, successors.length)
      await enterChange(db, audit, { practice, from, place, successors }, { ...because, kind })
      done.entered++
    }
  }
  return done
}
