import { createHash } from 'node:crypto'
import { operator } from '../../scope.ts'
import type { Db, Ledger } from '../ledger.ts'

/** An entry of the audit, known by its number and its hash. */
export type Entry = { number: number; hash: string }

/** An entry that was written down somewhere else, and where: "the ledger’s own record". */
export type Witness = Entry & { where: string }

/** What a walk along the audit found: how many entries, the hash of the newest, and the first that does not fit. */
export type Chain = { entries: number; newest: string; broken: string | null }

type Link = Entry & { previous: string; content: string }

const page = 5_000

/** The hash that an entry must have: SHA-256 of the hash before, the number and the content, each on a line. */
export const hashOf = (previous: string, number: number, content: string): string =>
  createHash('sha256').update(`${previous}\n${number}\n${content}`).digest('hex')

const faultOf = (link: Link, before: Entry): string | null => {
  const { number, previous, hash, content } = link
  if (number !== before.number + 1) return `entry ${before.number + 1} is not there`
  if (previous !== before.hash) return `entry ${number} does not follow from the one before`
  if (hash !== hashOf(previous, number, content)) return `entry ${number} was changed`
  return null
}

/** What the ledger's own record names; number 0 while nothing was entered. */
export const newestOf = (db: Db): Promise<Entry> =>
  db.selectFrom('audit_newest').select(['number', 'hash']).executeTakeFirstOrThrow()

/** The entry that the ledger's own record names as the newest; null while nothing was entered. */
export const newestEntry = (ledger: Ledger): Promise<Entry | null> =>
  ledger.read(operator, async (db) => {
    const newest = await newestOf(db)
    return newest.number === 0 ? null : newest
  })

/** What a record from elsewhere says against the entries that are there; null where it fits. */
const contradiction = (
  { number, hash, where }: Witness,
  newest: number,
  found: string | undefined,
): string | null => {
  const first = newest + 1
  if (number > newest) {
    const gone = first === number ? `entry ${first} is` : `entries ${first} to ${number} are`
    return `${gone} not there, though ${where} names entry ${number}`
  }
  return found === hash ? null : `entry ${number} is not the one that ${where} names`
}

/**
 * Works every hash of the audit out again, apart from the function that entered it, and holds the chain
 * against the ledger's own record of its newest entry and against what was written down elsewhere. What was
 * cut off the end is named as long as one of these records names it.
 */
export const checkChain = (ledger: Ledger, elsewhere: readonly Witness[] = []): Promise<Chain> =>
  ledger.read(operator, async (db) => {
    const own: Witness = { ...(await newestOf(db)), where: 'the ledger’s own record' }
    const witnesses = [own, ...elsewhere].filter(({ number }) => number > 0)
    const named = new Map(witnesses.map(({ number }) => [number, '']))
    let before: Entry = { number: 0, hash: '' }
    const ended = (broken: string | null): Chain => ({
      entries: before.number,
      newest: before.hash,
      broken,
    })
    for (;;) {
      const links = await db
        .selectFrom('audit')
        .select(['number', 'previous', 'hash', 'content'])
        .where('number', '>', before.number)
        .orderBy('number')
        .limit(page)
        .execute()
      for (const link of links) {
        const broken = faultOf(link, before)
        if (broken !== null) return ended(broken)
        before = link
        if (named.has(link.number)) named.set(link.number, link.hash)
      }
      if (links.length < page) break
    }
    for (const witness of witnesses) {
      const said = contradiction(witness, before.number, named.get(witness.number))
      if (said !== null) return ended(said)
    }
    return ended(
      own.number === before.number ? null : `entry ${own.number + 1} was put in past the program`,
    )
  })
