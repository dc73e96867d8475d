import { accept, refuse, type Result } from '../../core/refusal.ts'

/** A list of BNF codes: what begins with an included pattern and with no excluded one. */
export type CodeList = {
  /** Codes as they are written: a prefix, or with % for any letters between; ~ before what is left out. */
  entries: readonly string[]
  matches: (code: string) => boolean
}

const written = /^~?[0-9][0-9A-Z%]{0,16}$/

const patternOf = (entry: string): ((code: string) => boolean) => {
  if (!entry.includes('%')) return (code) => code.startsWith(entry)
  const pattern = new RegExp(`^${entry.replaceAll('%', '.*')}$`)
  return (code) => pattern.test(code)
}

/** Patterns that are plain prefixes are looked up by their length, so a long list costs no more than a short one. */
const anyOf = (entries: readonly string[]): ((code: string) => boolean) => {
  const prefixes = entries.filter((entry) => !entry.includes('%'))
  const lengths = [...new Set(prefixes.map(({ length }) => length))]
  const known = new Set(prefixes)
  const others = entries.filter((entry) => entry.includes('%')).map(patternOf)
  return (code) =>
    lengths.some((length) => known.has(code.slice(0, length))) ||
    others.some((matches) => matches(code))
}

/**
 * Reads a list of codes. A plain entry is a prefix; an entry with % must match the whole code; ~ leaves out.
 * Refused where an entry is no code, or nothing is included.
 */
export const codeList = (entries: readonly string[]): Result<CodeList> => {
  const bad = entries.find((entry) => !written.test(entry))
  if (bad !== undefined) {
    return refuse(
      'bnf-code-invalid',
      `“${bad.slice(0, 40)}” is not a BNF code or the beginning of one.`,
      'Write digits and capitals as in 0501080W0; % for any characters; ~ before what is left out.',
      bad,
    )
  }
  const included = entries.filter((entry) => !entry.startsWith('~'))
  if (included.length === 0) {
    return refuse(
      'bnf-code-invalid',
      'The list includes nothing: every code in it is one to leave out.',
      'Begin with what is counted, such as 0501, and then what to leave out of it.',
    )
  }
  const within = anyOf(included)
  const without = anyOf(
    entries.filter((entry) => entry.startsWith('~')).map((entry) => entry.slice(1)),
  )
  return accept({ entries, matches: (code) => within(code) && !without(code) })
}

/** A place in the BNF as people write it: "2.2.1" and "2" are sections, padded to "020201" and "02"; else a code. */
export const bnfPrefix = (text: string): string | null => {
  const wanted = text.trim().toUpperCase()
  if (/^\d{1,2}(\.\d{1,2}){0,3}$/.test(wanted)) {
    return wanted
      .split('.')
      .map((part) => part.padStart(2, '0'))
      .join('')
  }
  return /^\d{2}[0-9A-Z]{0,13}$/.test(wanted) ? wanted : null
}
