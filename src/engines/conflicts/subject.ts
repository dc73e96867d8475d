/** What an agenda item or an interest is about; the code "all" stands for every practice of the group. */
export type Subject =
  | { kind: 'provider'; code: string }
  | { kind: 'practice'; code: string }
  /** A contract, with the provider that holds it where that is known. */
  | { kind: 'contract'; code: string; holder: string | null }

/** The code of the subject that stands for every practice, as in a scheme that pays them all. */
export const everyPractice = 'all'

const namesOf = (subject: Subject): readonly string[] =>
  subject.kind === 'contract' && subject.holder !== null
    ? [`contract:${subject.code}`, `provider:${subject.holder}`]
    : [`${subject.kind}:${subject.code}`]

/** Whether two subjects meet: the same one, a contract and its holder, two contracts of one holder, or any practice and all. */
export const meets = (one: Subject, other: Subject): boolean => {
  if (one.kind === 'practice' && other.kind === 'practice')
    return one.code === other.code || one.code === everyPractice || other.code === everyPractice
  const names = new Set(namesOf(one))
  return namesOf(other).some((name) => names.has(name))
}
