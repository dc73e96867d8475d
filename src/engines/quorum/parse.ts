import { accept, refuse, type Result } from '../../core/refusal.ts'
import type { Crowd, Fraction, Quorum, Words } from './rule.ts'

/** A quorum rule as the rule file writes it: sentences that must all hold, and "either" among some. */
export type QuorumText = readonly (string | { either: readonly string[] })[]

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const fractions: Readonly<Record<string, Fraction>> = {
  'a quarter': { numerator: 1, denominator: 4 },
  'a third': { numerator: 1, denominator: 3 },
  half: { numerator: 1, denominator: 2 },
  'two thirds': { numerator: 2, denominator: 3 },
  'three quarters': { numerator: 3, denominator: 4 },
}

const unreadable = (sentence: string, why: string, words: Words): Result<never> =>
  refuse(
    'quorum-unreadable',
    `The quorum rule “${sentence}” cannot be read: ${why}.`,
    `Write it as “at least 3 voting members”, “more than half of members”, “clinicians in the majority”; words are ${Object.keys(words).join(', ')}, member, voting member, non-voting member.`,
  )

const counted: Readonly<Record<string, Crowd>> = {
  member: { kind: 'members' },
  'voting member': { kind: 'voting' },
  'non-voting member': { kind: 'non-voting' },
}

const crowdOf = (text: string, words: Words): Crowd | null => {
  const singulars = text
    .trim()
    .split(/\s*,\s*(?:or\s+)?|\s+or\s+/)
    .map((word) => word.replace(/s$/, ''))
  const [only] = singulars
  if (singulars.length === 1 && only !== undefined && Object.hasOwn(counted, only))
    return counted[only] ?? null
  const roles = singulars.map((word) => (Object.hasOwn(words, word) ? words[word] : undefined))
  return roles.every((known) => known !== undefined)
    ? { kind: 'roles', roles: [...new Set(roles.flat())], words: singulars }
    : null
}

/** A share in words ("a third", "60%"); null where it is none. */
export const shareOf = (text: string): Fraction | null => {
  const percent = /^(\d{1,3})%$/.exec(text)?.[1]
  if (percent !== undefined)
    return Number(percent) <= 100 ? { numerator: Number(percent), denominator: 100 } : null
  return Object.hasOwn(fractions, text) ? (fractions[text] ?? null) : null
}

const countOf = (text: string): number | null => {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  const place = numbers.indexOf(text)
  return place < 0 ? null : place + 1
}

const sentence = (text: string, words: Words): Result<Quorum> => {
  const said = text.trim().replace(/\s+/g, ' ')
  const unknown = (): Result<never> => unreadable(said, 'it counts a word that is not known', words)
  const majority = /^(.+) in the majority$/.exec(said)
  if (majority) {
    const of = crowdOf(majority[1] ?? '', words)
    return of === null ? unknown() : accept({ kind: 'majority', of })
  }
  const share = /^(at least|more than) (.+?) of (?:the |all )?(.+)$/.exec(said)
  const part = share && shareOf(share[2] ?? '')
  if (share && part) {
    const of = crowdOf(share[3] ?? '', words)
    return of === null
      ? unknown()
      : accept({ kind: 'share', share: part, strictly: share[1] === 'more than', of })
  }
  const least = /^at least (\S+) (.+)$/.exec(said)
  const count = least && countOf(least[1] ?? '')
  if (!least || !count) return unreadable(said, 'it does not say how many', words)
  const of = crowdOf(least[2] ?? '', words)
  return of === null ? unknown() : accept({ kind: 'at least', count, of })
}

const together = (kind: 'all' | 'any', parts: readonly Result<Quorum>[]): Result<Quorum> => {
  const rules: Quorum[] = []
  for (const part of parts) {
    if (!part.ok) return part
    rules.push(part.value)
  }
  return accept({ kind, parts: rules })
}

/**
 * The quorum rule that the sentences of a rule file say: all must hold; of an "either" one must.
 * Refuses a sentence without a count and a word that the file does not define, naming the words it may use.
 */
export const parseQuorum = (text: QuorumText, words: Words): Result<Quorum> =>
  text.length === 0
    ? refuse('quorum-empty', 'A quorum rule needs a condition.', 'Write at least one sentence.')
    : together(
        'all',
        text.map((line) =>
          typeof line === 'string'
            ? sentence(line, words)
            : together(
                'any',
                line.either.map((one) => sentence(one, words)),
              ),
        ),
      )
