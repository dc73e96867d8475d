import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Duck, literal } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'

const name = join('reference', 'pod-aliases.csv')
const shipped = new URL('../../../definitions/reference/pod-aliases.csv', import.meta.url)

/** Points of delivery that are money without activity. */
export const nonActivity = ['ADJUSTMENT', 'BLOCK', 'CQUIN', 'DRUG', 'DEVICE', 'NAOTHER'] as const

const parse = (text: string): [alias: string, pod: string][] =>
  text
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
    .flatMap(([alias, pod]) => (alias && pod ? [[alias.toUpperCase(), pod.toUpperCase()]] : []))

/** The national code of each alias that senders use: the repository's, overlaid by the group's own. */
export const podAliases = (home?: Home): ReadonlyMap<string, string> => {
  const own = home === undefined ? null : join(home.definitions, name)
  return new Map([
    ...parse(readFileSync(shipped, 'utf8')),
    ...(own !== null && existsSync(own) ? parse(readFileSync(own, 'utf8')) : []),
  ])
}

/** Gives the connection a macro `national_pod(sent)`: the national code of what was sent, in capitals. */
export const installPodAliases = async (duck: Duck, home: Home): Promise<void> => {
  const cases = [...podAliases(home)].map(
    ([alias, pod]) => `when ${literal(alias)} then ${literal(pod)}`,
  )
  await duck.run(`create or replace temp macro national_pod(sent) as
    case upper(trim(sent)) ${cases.join(' ')} else upper(trim(sent)) end`)
}
