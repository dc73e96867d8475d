import type { Home } from '../../stores/home.ts'
import { checkChain, type Chain, type Witness } from '../../stores/ledger/audit/chain.ts'
import { readNewest } from '../../stores/ledger/audit/newest-file.ts'
import type { Ledger } from '../../stores/ledger/ledger.ts'
import { listBuilds } from '../../warehouse/manifest.ts'

/** An entry as verify and backup print it, NUMBER:HASH; null for any other text. */
export const notedEntry = (text: string): Witness | null => {
  const [, number, hash] = /^([1-9]\d{0,11}):([0-9a-f]{64})$/.exec(text) ?? []
  return number === undefined || hash === undefined
    ? null
    : { number: Number(number), hash, where: '--entry' }
}

const recordsIn = (home: Home): Witness[] => [
  ...[readNewest(home)].filter((witness) => witness !== null),
  ...listBuilds(home).flatMap(({ id, audit }) =>
    audit ? [{ ...audit, where: `the close that made build ${id}` }] : [],
  ),
]

const inWords = ({ entries, newest, broken }: Chain, records: number): string => {
  if (broken !== null) return `The audit is broken: ${broken}.`
  if (entries === 0) return 'The audit has no entries.'
  const fit = records === 1 ? 'the one record' : `all ${records} records`
  return [
    `The audit's ${entries.toLocaleString('en-GB')} entries follow from each other, and ${fit} of its newest entry fit.`,
    `Note this outside the machine, for verify --entry: ${entries}:${newest}`,
  ].join('\n')
}

/** Checks the chain of the audit against every record of its newest entry that the home holds, and one from outside. */
export const checkAudit = async (
  home: Home,
  ledger: Ledger,
  noted: Witness | null,
): Promise<{ audit: Chain; text: string }> => {
  const witnesses = [...(noted ? [noted] : []), ...recordsIn(home)]
  const audit = await checkChain(ledger, witnesses)
  return { audit, text: inWords(audit, witnesses.length + 1) }
}
