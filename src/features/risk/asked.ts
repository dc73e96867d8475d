import { refuse, type Refusal } from '../../core/refusal.ts'
import type { RiskAsked } from './answers.ts'

/** What the explorer's form holds, as text. */
export type Typed = Readonly<Record<string, string>>

/** The figures that the explorer begins with: each a choice for talking, none a rule. */
export const beginning = {
  misfit: '9',
  shock: '1',
  years: '1',
  cap: '25000',
  failing: '5',
  attachment: '1',
  exhaustion: '5',
  over: '50',
  under: '50',
  width: '2',
  beyond: '50',
  share: '50',
  limit: '5',
} as const

/** A field of the form that holds a number. */
export type NumberField = keyof typeof beginning

const bounds: Partial<Record<NumberField, readonly [least: number, most: number]>> = {
  years: [1, 10],
  cap: [500, 10_000_000],
  failing: [0.1, 50],
}

const bad = (message: string, remedy: string, where: string): Refusal =>
  refuse('risk-invalid', message, remedy, where).refusal

/** What was asked of some practices, or a refusal for each field that cannot be read. */
export const askedFrom = (
  typed: Typed,
  practices: readonly string[],
): { ok: true; asked: RiskAsked } | { ok: false; refusals: readonly Refusal[] } => {
  const refusals: Refusal[] = []
  const numberIn = (name: NumberField): number => {
    const [least, most] = bounds[name] ?? [0, 100]
    const text = typed[name] ?? beginning[name]
    const plain = text.replaceAll(/[,£%]/g, '').trim()
    const value = /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : -1
    const isWhole = name !== 'years' || Number.isInteger(value)
    if (value >= least && value <= most && isWhole) return value
    refusals.push(
      bad(
        text === '' ? 'A number is missing.' : `“${text.slice(0, 20)}” does not fit here.`,
        `Write a ${name === 'years' ? 'whole ' : ''}number from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}.`,
        name,
      ),
    )
    return Number(beginning[name])
  }
  const part = (name: NumberField): number => numberIn(name) / 100
  const asked: RiskAsked = {
    practices,
    misfit: part('misfit'),
    shock: part('shock'),
    years: numberIn('years'),
    cap: Math.round(numberIn('cap') * 100),
    failing: part('failing'),
    contract: {
      attachment: part('attachment'),
      exhaustion: part('exhaustion'),
      overspendShare: part('over'),
      underspendShare: part('under'),
    },
    corridor: { width: part('width'), share: part('beyond') },
    twoSided: { share: part('share'), limit: part('limit') },
  }
  const { attachment, exhaustion } = asked.contract
  if (exhaustion <= attachment && !refusals.some(({ where }) => where === 'exhaustion'))
    refusals.push(
      bad(
        'The firm would pay up to less than from where it begins.',
        'Write a number above the one before it.',
        'exhaustion',
      ),
    )
  return refusals.length === 0 ? { ok: true, asked } : { ok: false, refusals }
}
