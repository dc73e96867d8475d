import type { RiskAsked } from './answers.ts'

/** What the explorer's form holds, as text. */
export type Typed = Readonly<Record<string, string>>

/** The figures that the explorer begins with: each a choice for talking, none a rule. */
export const beginning: Typed = {
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
}

const within = (
  text: string | undefined,
  least: number,
  most: number,
  otherwise: number,
): number => {
  const value = Number((text ?? '').replaceAll(',', ''))
  return text !== undefined &&
    text !== '' &&
    Number.isFinite(value) &&
    value >= least &&
    value <= most
    ? value
    : otherwise
}

/** What was asked; a field that is no number in its range is as at the beginning. */
export const askedFrom = (typed: Typed, practices: readonly string[]): RiskAsked => {
  const part = (name: string): number => within(typed[name], 0, 100, Number(beginning[name])) / 100
  return {
    practices,
    misfit: part('misfit'),
    shock: part('shock'),
    years: Math.round(within(typed['years'], 1, 10, 1)),
    cap: Math.round(within(typed['cap'], 500, 10_000_000, 25_000) * 100),
    failing: Math.min(0.5, Math.max(0.001, part('failing'))),
    contract: {
      attachment: part('attachment'),
      exhaustion: Math.max(part('exhaustion'), part('attachment') + 0.0001),
      overspendShare: part('over'),
      underspendShare: part('under'),
    },
    corridor: { width: part('width'), share: part('beyond') },
    twoSided: { share: part('share'), limit: part('limit') },
  }
}
