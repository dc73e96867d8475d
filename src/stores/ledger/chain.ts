import { createHash } from 'node:crypto'
import { operator } from '../scope.ts'
import type { Ledger } from './ledger.ts'

/** What a walk along the audit found: how many entries, the hash of the newest, and the first that does not fit. */
export type Chain = { entries: number; newest: string; broken: string | null }

type Link = { number: number; previous: string; hash: string; content: string }

const page = 5_000

/** The hash that an entry must have: SHA-256 of the hash before, the number and the content, each on a line. */
export const hashOf = (previous: string, number: number, content: string): string =>
  createHash('sha256').update(`${previous}\n${number}\n${content}`).digest('hex')

const faultOf = (link: Link, before: { number: number; hash: string }): string | null => {
  const { number, previous, hash, content } = link
  if (number !== before.number + 1) return `entry ${before.number + 1} is not there`
  if (previous !== before.hash) return `entry ${number} does not follow from the one before`
  if (hash !== hashOf(previous, number, content)) return `entry ${number} was changed`
  return null
}

/**
 * Works every hash of the audit out again, apart from the function that entered it. A chain cannot tell
 * that its newest entries were cut off: keep the newest hash somewhere else and compare.
 */
export const checkChain = (ledger: Ledger): Promise<Chain> =>
  ledger.read(operator, async (db) => {
    let before = { number: 0, hash: '' }
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
        if (broken !== null) return { entries: before.number, newest: before.hash, broken }
        before = link
      }
      if (links.length < page) return { entries: before.number, newest: before.hash, broken: null }
    }
  })
