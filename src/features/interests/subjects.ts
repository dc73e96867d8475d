import type { Refusal } from '../../core/refusal.ts'
import { everyPractice, type Subject } from '../../engines/conflicts/subject.ts'

/** What an item or an interest is about, with its name for people. */
export type NamedSubject = Subject & { name: string }

/** Providers and practices that may be named, by code. */
export type Known = {
  providers: ReadonlyMap<string, string>
  practices: ReadonlyMap<string, string>
}

/** How a subject is called in the ledger's rules: "provider:WXN"; a contract also by its holder. */
export const touchesOf = (subjects: readonly Subject[]): string[] => [
  ...new Set(
    subjects.flatMap((subject) => [
      `${subject.kind}:${subject.code}`,
      ...(subject.kind === 'contract' && subject.holder !== null
        ? [`provider:${subject.holder}`]
        : []),
    ]),
  ),
]

/** A subject in words: "Merle Eye Centre (WXN)", "contract HIP-1 with Merle Eye Centre". */
export const subjectWords = (subject: NamedSubject): string => {
  if (subject.kind === 'practice' && subject.code === everyPractice) return 'every practice'
  return subject.kind === 'contract' ? subject.name : `${subject.name} (${subject.code})`
}

/** What was typed about organisations, to read and to show again. */
export type TypedSubjects = { organisations: string; contracts: string; everyPractice: boolean }

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

const refusal = (where: string, message: string, remedy: string): Refusal => ({
  code: 'unknown-organisation',
  message,
  remedy,
  where,
})

/** The codes whose code or whole name is the text, else those whose name holds it. */
const found = (text: string, names: ReadonlyMap<string, string>): string[] => {
  const wanted = text.toLowerCase().replace(/^.*\(([^()]+)\)$/, '$1')
  const whole = [...names].filter(
    ([code, name]) => code.toLowerCase() === wanted || name.toLowerCase() === wanted,
  )
  const some =
    whole.length > 0 ? whole : [...names].filter(([, name]) => name.toLowerCase().includes(wanted))
  return some.map(([code]) => code)
}

const organisation = (line: string, known: Known): NamedSubject | Refusal => {
  const providers = found(line, known.providers)
  const practices = found(line, known.practices)
  const [provider, practice] = [providers[0], practices[0]]
  if (providers.length + practices.length > 1) {
    const some = [...providers, ...practices]
      .slice(0, 4)
      .map((code) => `${known.providers.get(code) ?? known.practices.get(code)} (${code})`)
    return refusal(
      'organisations',
      `“${line}” could be ${some.join(', ')}.`,
      'Write the code of the one you mean.',
    )
  }
  if (provider !== undefined)
    return { kind: 'provider', code: provider, name: known.providers.get(provider) ?? provider }
  if (practice !== undefined)
    return { kind: 'practice', code: practice, name: known.practices.get(practice) ?? practice }
  return refusal(
    'organisations',
    `No provider or practice is called “${line.slice(0, 60)}”.`,
    'Write its code or a part of its name, each on a line of its own.',
  )
}

const contract = (line: string, known: Known): NamedSubject | Refusal => {
  const [reference = '', holder] = line.split(/\s*,\s*/)
  if (!/^[A-Za-z0-9][A-Za-z0-9/ .-]{0,39}$/.test(reference))
    return refusal(
      'contracts',
      `“${line.slice(0, 60)}” is not a contract’s reference.`,
      'Write its reference, and after a comma the code of the provider that holds it.',
    )
  if (holder === undefined || holder === '')
    return { kind: 'contract', code: reference, holder: null, name: `contract ${reference}` }
  const codes = found(holder, known.providers)
  const [code] = codes
  return code !== undefined && codes.length === 1
    ? {
        kind: 'contract',
        code: reference,
        holder: code,
        name: `contract ${reference} with ${known.providers.get(code) ?? code} (${code})`,
      }
    : refusal(
        'contracts',
        `No one provider is called “${holder.slice(0, 60)}”.`,
        'Write the provider’s code after the comma.',
      )
}

/** What was typed as subjects, or what is wrong with each line of it. */
export const readSubjects = (
  typed: TypedSubjects,
  known: Known,
): { subjects: readonly NamedSubject[]; refusals: readonly Refusal[] } => {
  const all = [
    ...linesOf(typed.organisations).map((line) => organisation(line, known)),
    ...linesOf(typed.contracts).map((line) => contract(line, known)),
  ]
  const every: NamedSubject[] = typed.everyPractice
    ? [{ kind: 'practice', code: everyPractice, name: 'every practice' }]
    : []
  const subjects = all.filter((one) => 'kind' in one)
  const byName = new Map([...every, ...subjects].map((one) => [`${one.kind}:${one.code}`, one]))
  return { subjects: [...byName.values()], refusals: all.filter((one) => 'message' in one) }
}

/** Subjects as they would be typed, to change them. */
export const typedSubjects = (subjects: readonly NamedSubject[]): TypedSubjects => ({
  organisations: subjects
    .filter(({ kind, code }) => kind !== 'contract' && code !== everyPractice)
    .map(({ code, name }) => `${name} (${code})`)
    .join('\n'),
  contracts: subjects
    .flatMap((one) =>
      one.kind === 'contract' ? [[one.code, ...(one.holder ? [one.holder] : [])].join(', ')] : [],
    )
    .join('\n'),
  everyPractice: subjects.some(({ code }) => code === everyPractice),
})
