import { addMonths, monthRange, parseMonth, type Month } from './month.ts'
import { accept, refuse, type Refusal, type Result } from './refusal.ts'

/** What is measured. Costs are pence; lines, items and patients are counts. */
export const measures = [
  'cost',
  'activity-cost',
  'activity-lines',
  'contract-cost',
  'prescribing-cost',
  'prescribing-items',
  'patients',
  'cost-per-thousand',
] as const
export type Measure = (typeof measures)[number]

/** The ways to narrow a figure, in the order in which a name writes them. */
export const cutKeys = ['pod', 'specialty', 'provider', 'chapter', 'kind'] as const
export type CutKey = (typeof cutKeys)[number]

/** What a figure is narrowed to. A value of '' means that the row states none. */
export type Cut = { readonly [key in CutKey]?: string }

/** As members were in each month, or as they are in the build's newest month, for every month. */
export type Members = 'then' | 'now'

/**
 * Whose figure: one practice, a locality or a group as its members were in each month (or, where it says so, as they are
 * now), every line that arrived, or the lines that no practice could be found for.
 */
export type Where =
  | {
      readonly kind: 'practice' | 'locality' | 'group'
      readonly code: string
      readonly members?: 'now'
    }
  | { readonly kind: 'all' | 'unattributed' }

/**
 * The name of one number: what is measured, whose, over which months, narrowed to what, at which
 * build (null: the current one). The same in an address, on the command line and in an export.
 */
export type Figure = {
  readonly measure: Measure
  readonly where: Where
  readonly from: Month
  readonly to: Month
  readonly cut: Cut
  readonly build: string | null
}

const hospital: readonly CutKey[] = ['pod', 'specialty', 'provider']

/** Which narrowings each measure can answer: prescribing has no provider, a contract line no kind. */
export const cutsOf: Record<Measure, readonly CutKey[]> = {
  cost: cutKeys,
  'activity-cost': [...hospital, 'kind'],
  'activity-lines': [...hospital, 'kind'],
  'contract-cost': hospital,
  'prescribing-cost': ['chapter'],
  'prescribing-items': ['chapter'],
  patients: [],
  'cost-per-thousand': cutKeys,
}

const longest = 120
const remedy =
  'Write measure/where/months, for example cost/P81001/2019-04..2019-10/pod=NEL; copy the name from the page that shows the figure.'
const bad = (message: string, where: string): { ok: false; refusal: Refusal } =>
  refuse('unknown-figure', message, remedy, where)

/** Letters, digits, full stop, dash and underscore stand as they are; other bytes become ~XX. */
const escape = (value: string): string => {
  if (value === '') return '-'
  if (value === '-') return '~2D'
  if (/^[\w.-]+$/.test(value)) return value
  return Array.from(new TextEncoder().encode(value), (byte) => {
    const char = String.fromCharCode(byte)
    return /[\w.-]/.test(char) ? char : `~${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }).join('')
}

const unescape = (text: string): string | null => {
  if (text === '-') return ''
  if (!/^(?:[\w.-]|~[0-9A-F]{2})+$/.test(text)) return null
  const bytes = Array.from(text.matchAll(/~(..)|(.)/g), ([, hex, char]) =>
    hex === undefined ? (char ?? '').charCodeAt(0) : Number.parseInt(hex, 16),
  )
  try {
    const value = new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes))
    return escape(value) === text ? value : null
  } catch {
    return null
  }
}

export const formatWhere = (where: Where): string => {
  if (where.kind === 'practice') return where.code
  if (!('code' in where)) return where.kind
  return `${where.kind}:${where.code}${where.members === 'now' ? ':now' : ''}`
}

export const formatMonths = ({ from, to }: Pick<Figure, 'from' | 'to'>): string =>
  from === to ? from : `${from}..${to}`

/** The one name of a figure, for example "cost/P81001/2019-04..2019-10/pod=NEL@b12ab34cd56e". */
export const formatFigure = (figure: Figure): string => {
  const cut = cutKeys.flatMap((key) => {
    const value = figure.cut[key]
    return value === undefined ? [] : [`${key}=${escape(value)}`]
  })
  const parts = [figure.measure, formatWhere(figure.where), formatMonths(figure)]
  if (cut.length > 0) parts.push(cut.join('+'))
  return `${parts.join('/')}${figure.build === null ? '' : `@${figure.build}`}`
}

export const parseWhere = (text: string): Where | null => {
  if (text === 'all' || text === 'unattributed') return { kind: text }
  const [, kind, code = '', now] =
    /^(?:(locality|group):)?([A-Z0-9][A-Z0-9_-]{0,15})(:now)?$/.exec(text) ?? []
  if (code === '') return null
  if (kind !== 'locality' && kind !== 'group')
    return now === undefined ? { kind: 'practice', code } : null
  return now === undefined ? { kind, code } : { kind, code, members: 'now' }
}

const parseMonths = (text: string): { from: Month; to: Month } | null => {
  const [first, second, extra] = text.split('..')
  const from = parseMonth(first ?? '')
  const to = second === undefined ? from : parseMonth(second)
  if (from === null || to === null || extra !== undefined || from > to) return null
  if (second !== undefined && from === to) return null
  return to > addMonths(from, longest - 1) ? null : { from, to }
}

const parseCut = (text: string, measure: Measure): Result<Cut> => {
  const cut: { [key in CutKey]?: string } = {}
  let last = -1
  for (const part of text.split('+')) {
    const [name = '', raw, extra] = part.split('=')
    const position = cutKeys.findIndex((key) => key === name)
    const key = cutKeys[position]
    const value = raw === undefined || extra !== undefined ? null : unescape(raw)
    if (key === undefined || value === null) return bad(`"${part}" is not a cut of a figure.`, part)
    if (position <= last) return bad(`Cuts are written once each, as ${cutKeys.join(', ')}.`, part)
    if (!cutsOf[measure].includes(key)) return bad(`${measure} has no cut by ${key}.`, part)
    cut[key] = value
    last = position
  }
  if (cut.chapter !== undefined && Object.keys(cut).length > 1) {
    return bad('Prescribing is cut by chapter only; hospital care has no chapter.', text)
  }
  return accept(cut)
}

/** Reads the name of a figure; a name without a build means the current one. */
export const parseFigure = (text: string): Result<Figure> => {
  const [name = '', build, extra] = text.split('@')
  if (extra !== undefined || (build !== undefined && !/^[0-9a-f]{12}$/.test(build))) {
    return bad('A build is named by 12 characters 0-9 and a-f after one @.', text)
  }
  const [first = '', second = '', third = '', fourth, more] = name.split('/')
  const measure = measures.find((known) => known === first)
  if (measure === undefined) {
    return bad(`"${first}" is not a measure; the measures are ${measures.join(', ')}.`, first)
  }
  const where = parseWhere(second)
  if (where === null) {
    return bad(
      `"${second}" is not a practice code, locality:CODE or group:CODE (with :now after it for today’s members).`,
      second,
    )
  }
  const months = parseMonths(third)
  if (months === null) {
    return bad(
      `"${third}" is not a month such as 2019-10 or a range such as 2019-04..2019-10.`,
      third,
    )
  }
  if (more !== undefined || fourth === '') return bad('A name has at most four parts.', text)
  const cut = fourth === undefined ? accept<Cut>({}) : parseCut(fourth, measure)
  if (!cut.ok) return cut
  return accept({ measure, where, ...months, cut: cut.value, build: build ?? null })
}

export const monthsOf = (figure: Figure): Month[] => monthRange(figure.from, figure.to)

/** Whose members a figure counts, as “then” where it says nothing. */
export const membersOf = (where: Where): Members =>
  'code' in where && where.members === 'now' ? 'now' : 'then'

/** The address of the page that explains the figure. */
export const explainPath = (figure: Figure): string => `/explain/${formatFigure(figure)}`

/** The address of the lines behind the figure. */
export const linesPath = (figure: Figure): string => `/lines/${formatFigure(figure)}`
