import { parseDecimal } from '../../../core/money.ts'
import { parseMonth } from '../../../core/month.ts'
import { accept, refuse, type Refusal, type Result } from '../../../core/refusal.ts'
import { restingOn, type Constitution, type Decision } from '../../decisions/decisions.ts'
import type { Entry } from './ledger.ts'

const kinds = ['scheme', 'price'] as const

/** A change as it was typed, by the names of its fields. */
export type TypedChange = Readonly<Record<string, string>>

/** What an entry is held against. */
export type Grounds = {
  constitution: Constitution
  decisions: readonly Decision[]
  /** Forecast lines and service lines by their key. */
  lines: ReadonlyMap<string, string>
  /** Practices of the group. */
  practices: ReadonlySet<string>
  /** Names of the changes that count already. */
  taken: readonly string[]
  today: string
}

const bad = (message: string, remedy: string, where: string) =>
  refuse('known-change', message, remedy, where)

const amountOf = (typed: TypedChange): Result<Entry['effect']> => {
  const [percent = '', pounds = ''] = [typed['percent'], typed['pounds']]
  if ((percent === '') === (pounds === ''))
    return bad(
      percent === '' ? 'It is not said how much it changes.' : 'It is said in two ways at once.',
      'Write either a per cent or pounds a month, and leave the other empty.',
      'percent',
    )
  if (percent !== '') {
    const share = parseDecimal(percent.replace('%', '').replace('−', '-'), 4)
    return share !== null && share !== 0n && share >= -1_000_000n && share <= 10_000_000n
      ? accept({ shareMillionths: share })
      : bad('This is no per cent.', 'Write a number from -100 to 1,000, such as -3.', 'percent')
  }
  const pence = parseDecimal(pounds.replace('£', '').replace('−', '-'), 2)
  const largest = 100_000_000_000n
  return pence !== null && pence !== 0n && pence >= -largest && pence <= largest
    ? accept({ pencePerMonth: pence })
    : bad('This is no amount.', 'Write pounds a month, such as -12,000.', 'pounds')
}

const practicesOf = (
  text: string,
  known: ReadonlySet<string>,
): Result<readonly string[] | null> => {
  const codes = [...new Set(text.toUpperCase().split(/[\s,;]+/))].filter((code) => code !== '')
  const [unknown] = codes.filter((code) => !known.has(code))
  if (unknown !== undefined)
    return bad(
      `${unknown.slice(0, 20)} is no practice of this group.`,
      'Write codes of its practices, one on each line, or leave it empty for all.',
      'practices',
    )
  return accept(codes.length === 0 ? null : codes.toSorted())
}

const restOf = (typed: TypedChange, grounds: Grounds): Result<number | null> => {
  const { constitution, decisions, today } = grounds
  const number = typed['decision'] ?? ''
  if (number === '')
    return typed['kind'] === 'price'
      ? accept(null)
      : bad('A scheme rests on a decision, and none is named.', 'Choose the decision.', 'decision')
  const decision = decisions.find(({ id }) => String(id) === number) ?? null
  const rests = restingOn(constitution, decision, { matter: 'schemes', today })
  return rests.ok ? accept(rests.value.id) : rests
}

const said = (text: string, least: number, most: number, message: string, where: string) =>
  text.length >= least && text.length <= most
    ? accept(text)
    : bad(message, `Write ${least} to ${most} characters.`, where)

const nameOf = (typed: TypedChange, { taken }: Grounds): Result<string> => {
  const name = typed['name'] ?? ''
  return taken.some((one) => one.toLowerCase() === name.toLowerCase())
    ? bad('Another known change is called so.', 'Give it a name of its own.', 'name')
    : said(name, 3, 80, 'It needs a name.', 'name')
}

/** A known change out of what was typed, or everything that is wrong with it. */
export const readEntry = (
  group: string,
  typed: TypedChange,
  grounds: Grounds,
): { ok: true; value: Entry } | { ok: false; refusals: readonly Refusal[] } => {
  const kind = kinds.find((one) => one === typed['kind']) ?? null
  const line = typed['line'] ?? ''
  const from = parseMonth(typed['from'] ?? '')
  const [toText, to] = [typed['to'] ?? '', parseMonth(typed['to'] ?? '')]
  const name = nameOf(typed, grounds)
  const practices = practicesOf(typed['practices'] ?? '', grounds.practices)
  const effect = amountOf(typed)
  const why = said(typed['why'] ?? '', 10, 500, 'It needs its reason.', 'why')
  const decision = restOf(typed, grounds)
  const checks: readonly Result<unknown>[] = [
    kind === null ? bad('It is not said what it is.', 'Choose one of the two.', 'kind') : accept(0),
    name,
    grounds.lines.has(line)
      ? accept(0)
      : bad('There is no such line.', 'Choose one from the list.', 'line'),
    practices,
    from === null ? bad('This is no month.', 'Write it like 2019-11.', 'from') : accept(0),
    toText !== '' && (to === null || (from !== null && to < from))
      ? bad('This is no month after the first.', 'Write it like 2020-03, or nothing.', 'to')
      : accept(0),
    effect,
    why,
    decision,
  ]
  const refusals = checks.flatMap((check) => (check.ok ? [] : [check.refusal]))
  if (!name.ok || !practices.ok || !effect.ok || !why.ok || !decision.ok || refusals.length > 0)
    return { ok: false, refusals }
  if (kind === null || from === null) return { ok: false, refusals }
  const value: Entry = {
    group,
    name: name.value,
    kind,
    line,
    practices: practices.value,
    from,
    to,
    effect: effect.value,
    why: why.value,
    decision: decision.value,
  }
  return { ok: true, value }
}
