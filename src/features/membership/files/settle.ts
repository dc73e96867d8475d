import { mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { monthOf } from '../../../core/month.ts'
import { loadFiles } from '../../../intake/load.ts'
import { publishText } from '../../../stores/files.ts'
import type { Home } from '../../../stores/home.ts'
import type { LoadRecord } from '../../../stores/lake.ts'
import type { Ledger } from '../../../stores/ledger/ledger.ts'
import { operator } from '../../../stores/scope.ts'
import type { Context } from '../../context.ts'
import { changesFrom, spellsOf } from '../rules/places.ts'
import { readMembership, type Membership } from '../store.ts'
import { membershipFile, successorsFile } from './export.ts'
import { importRows, type Imported } from './import.ts'
import { readLakeMembership, type LakeMembership } from './lake.ts'

/** What files that the ledger itself writes for the lake end in; they say nothing of whose data a home holds. */
export const ownFileEnding = '-of-the-ledger.csv'

const fileName = (load: LoadRecord | null): string => basename(load?.file.path ?? 'no file')

/** Enters the lake's membership file into the ledger as it stands; gives null where the lake has none. */
export const importFromLake = async (
  ledger: Ledger,
  home: Home,
  on: string,
): Promise<Imported | null> => {
  const lake = await readLakeMembership(home)
  const { load, rows, successions } = lake
  if (load === null) return null
  const membership = await ledger.read(operator, readMembership)
  if (sameMembers(membership, lake))
    return { practices: 0, entered: 0, takenBack: 0, notInFile: [] }
  return ledger.write(operator, async (db, audit) => {
    const done = await importRows(db, audit, rows, successions, { source: fileName(load), on })
    await audit({
      action: 'membership.imported',
      subject: `load:${load.id}`,
      after: { ...done, notInFile: done.notInFile.length },
    })
    return done
  })
}

/** The lake's membership moves into a ledger that has none yet; nothing is done where it has. */
export const adoptMembership = async (
  ledger: Ledger,
  home: Home,
  on: string,
): Promise<Imported | null> => {
  const { changes } = await ledger.read(operator, readMembership)
  return changes.length > 0 ? null : importFromLake(ledger, home, on)
}

const sameMembers = ({ spells }: Membership, { rows }: LakeMembership): boolean => {
  const wanted = changesFrom(rows).map((change, i) => ({ ...change, id: i + 1, undoes: null }))
  return JSON.stringify(spellsOf(wanted)) === JSON.stringify(spells)
}

type Named = { practice: string; successor: string; from: string }

const succession = ({ practice, successor, from }: Named): string =>
  `${practice} ${successor} ${from}`

/** The successions that the next close should know: the ledger's, and the lake's of practices that the ledger never had. */
const wantedSuccessions = (
  membership: Membership,
  lake: LakeMembership,
): Membership['successions'] => {
  const known = new Set(membership.changes.map(({ practice }) => practice))
  const others = lake.successions
    .filter(({ practice }) => !known.has(practice))
    .map(({ practice, successor, fromDate }) => ({ practice, successor, from: monthOf(fromDate) }))
  return [...membership.successions, ...others]
}

const sameSuccessions = (wanted: Membership['successions'], lake: LakeMembership): boolean => {
  const own = wanted.map(succession).toSorted()
  const there = lake.successions
    .map(({ fromDate, ...rest }) => succession({ ...rest, from: monthOf(fromDate) }))
    .toSorted()
  return JSON.stringify(own) === JSON.stringify(there)
}

const put = async (home: Home, name: string, text: string): Promise<void> => {
  const folder = join(home.root, 'exports')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${name}${ownFileEnding}`)
  publishText(home, path, text)
  const [outcome] = await loadFiles(home, [{ path }])
  if (outcome && 'error' in outcome) throw outcome.error
  if (outcome && !outcome.result.ok) throw new Error(outcome.result.refusal.message)
}

/**
 * Before a close: the lake's membership moves into a ledger that has none, and where the ledger says
 * otherwise than the newest file, the ledger's own membership is loaded as a file of its own. A build
 * stays a function of its loads. Gives a sentence for each thing that was done.
 */
export const settleMembership = async (context: Context): Promise<string[]> => {
  const { home } = context
  if (!context.hasLedger()) return []
  const ledger = await context.ledger()
  const adopted = await adoptMembership(ledger, home, context.asAt())
  const membership = await ledger.read(operator, readMembership)
  if (membership.changes.length === 0) return []
  const lake = await readLakeMembership(home)
  const said: string[] = []
  if (adopted)
    said.push(`The membership file moved into the ledger: ${adopted.practices} practices.`)
  if (!sameMembers(membership, lake)) {
    const { load } = lake
    if (load !== null && !load.file.path.endsWith(ownFileEnding)) {
      said.push(
        `The members are those of the ledger, which differ from ${fileName(load)}. To take that file over: steward membership.`,
      )
    }
    await put(home, 'membership', membershipFile(membership, load?.id ?? 'none'))
  }
  const wanted = wantedSuccessions(membership, lake)
  if (wanted.length > 0 && !sameSuccessions(wanted, lake)) {
    const after = lake.successorsLoad?.id ?? 'none'
    await put(home, 'successors', successorsFile({ ...membership, successions: wanted }, after))
  }
  return said
}
