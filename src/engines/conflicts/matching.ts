import { clocksOf, type Interest } from './register.ts'
import { stricter, type ConflictRules, type Handling, type Purpose } from './rules.ts'
import { meets, type Subject } from './subject.ts'

/** An agenda item as far as interests go. */
export type Matter = {
  purpose: Purpose
  subjects: readonly Subject[]
  /** Whether its papers would help whoever has an interest, as in a procurement. */
  sensitive: boolean
}

/** Somebody at the meeting, with the practices that he or she speaks for or works in. */
export type Attender = { person: number; practices: readonly string[] }

/** Why an interest touches an item. */
export type Ground = {
  /** Null where it follows from working in a practice and not from the register. */
  interest: Interest | null
  /** The item's subject that it meets. */
  subject: Subject
  ended: boolean
  proposal: Handling
}

/** One person's interests in one item, and what is proposed to the chair. */
export type Conflict = { person: number; grounds: readonly Ground[]; proposal: Handling }

const registered = (
  matter: Matter,
  interest: Interest,
  today: string,
  rules: ConflictRules,
): Ground[] => {
  const { state } = clocksOf(interest, today, rules)
  if (state === 'kept only' || interest.from > today) return []
  const ended = state === 'ended, still shown'
  const usual = rules.proposals[interest.kind][matter.purpose]
  const proposal = ended ? rules.ended : matter.sensitive ? stricter(usual, rules.sensitive) : usual
  return matter.subjects
    .filter((subject) => interest.subjects.some((own) => meets(own, subject)))
    .map((subject) => ({ interest, subject, ended, proposal }))
}

const ownPractice = (matter: Matter, { practices }: Attender, rules: ConflictRules): Ground[] => {
  const usual = rules.proposals.financial[matter.purpose]
  const proposal = matter.sensitive ? stricter(usual, rules.sensitive) : usual
  return matter.subjects
    .filter(
      (subject) =>
        subject.kind === 'practice' &&
        practices.some((code) => meets({ kind: 'practice', code }, subject)),
    )
    .map((subject) => ({ interest: null, subject, ended: false, proposal }))
}

/**
 * The interests of those at a meeting that touch an item. A person's own practice is a financial
 * interest without being declared; several grounds propose the strictest handling of them. The
 * chair decides: what is here is a proposal.
 */
export const conflictsOf = (
  matter: Matter,
  attenders: readonly Attender[],
  interests: readonly Interest[],
  today: string,
  rules: ConflictRules,
): readonly Conflict[] => {
  const byPerson = Map.groupBy(interests, ({ person }) => person)
  return attenders.flatMap((attender) => {
    const grounds = [
      ...(byPerson.get(attender.person) ?? []).flatMap((interest) =>
        registered(matter, interest, today, rules),
      ),
      ...ownPractice(matter, attender, rules),
    ]
    const [first, ...rest] = grounds
    if (!first) return []
    const proposal = rest.reduce((worst, one) => stricter(worst, one.proposal), first.proposal)
    return [{ person: attender.person, grounds, proposal }]
  })
}
