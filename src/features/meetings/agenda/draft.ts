import { formatDate } from '../../../core/month.ts'
import type { Purpose } from '../../../engines/conflicts/rules.ts'
import type { NamedSubject } from '../../interests/interests.ts'

/** An item that the program proposes for an agenda, and why. */
export type DraftItem = {
  /** Where it is from, as in "concern:12" or "figure:cost/…"; an item of the same origin is not proposed again. */
  origin: string
  title: string
  because: string
  about: string
  purpose: Purpose
  minutes: number
  subjects: readonly NamedSubject[]
}

/** Something that the figures say is worth asking. */
export type FigureAsk = { text: string; name: string }

/** An idea or concern, as far as an agenda needs it. */
export type Raised = {
  id: number
  kind: 'idea' | 'concern'
  title: string
  promisedBy: string | null
  lateDays: number
  provider: { code: string; name: string } | null
  path: string
}

const subjectsOf = ({ provider }: Raised): NamedSubject[] =>
  provider === null ? [] : [{ kind: 'provider', code: provider.code, name: provider.name }]

const owed = ({ promisedBy, lateDays }: Raised): string => {
  if (promisedBy === null) return 'Open; no answer is owed by a day.'
  return lateDays > 0
    ? `An answer was promised by ${formatDate(promisedBy)}.`
    : `An answer is promised by ${formatDate(promisedBy)}.`
}

/**
 * What an agenda could hold: first what was answered since last time, then what is open with the
 * longest promised first, then what the figures say is worth asking. What is on it already is left out.
 */
export const draftAgenda = (
  from: {
    answered: readonly Raised[]
    open: readonly Raised[]
    asks: readonly FigureAsk[]
  },
  onAgenda: ReadonlySet<string>,
): readonly DraftItem[] => {
  const answers = from.answered.map((one): DraftItem => ({
    origin: `answer:${one.id}`,
    title: `What came of: ${one.title}`,
    because: 'Answered since the last meeting.',
    about: `The answer is at ${one.path}.`,
    purpose: 'information',
    minutes: 3,
    subjects: subjectsOf(one),
  }))
  const open = from.open.map((one): DraftItem => ({
    origin: `concern:${one.id}`,
    title: `${one.kind === 'idea' ? 'Idea' : 'Concern'}: ${one.title}`,
    because: owed(one),
    about: `What was raised is at ${one.path}.`,
    purpose: 'assurance',
    minutes: 5,
    subjects: subjectsOf(one),
  }))
  const asks = from.asks.map(({ text, name }): DraftItem => ({
    origin: `figure:${name}`,
    title: text.length > 190 ? `${text.slice(0, 189)}…` : text,
    because: 'New in the figures, and worth asking.',
    about: text,
    purpose: 'assurance',
    minutes: 5,
    subjects: [],
  }))
  const known = new Set(onAgenda)
  return [...answers, ...open, ...asks].filter(({ origin }) => {
    if (known.has(origin)) return false
    known.add(origin)
    return true
  })
}
