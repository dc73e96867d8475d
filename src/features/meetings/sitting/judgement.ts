import { conflictsOf } from '../../../engines/conflicts/matching.ts'
import { decides, type Handling } from '../../../engines/conflicts/rules.ts'
import { ruledBy, standingOf, type Standing } from '../../../engines/conflicts/standing.ts'
import { missingOf, type QuorumVerdict } from '../../../engines/quorum/evaluate.ts'
import { AppError } from '../../../core/refusal.ts'
import type { Body } from '../../decisions/decisions.ts'
import { kindWords, subjectWords } from '../../interests/interests.ts'
import type { Item, ItemRuling } from '../store/items.ts'
import type { GroundWords } from '../tables.ts'
import type { MeetingRules, Sitting } from './sitting.ts'

/** One person's interests in an item, what is proposed, and what the chair decided. */
export type ItemConflict = {
  person: number
  name: string
  grounds: readonly GroundWords[]
  proposal: Handling | 'none'
  ruling: ItemRuling | null
  /** Who rules on it: the chair, or the deputy where it is the chair’s own or the chair stands aside; null where neither can. */
  decider: number | null
}

/** An item as it stands: the interests in it, who decides, and whether they are quorate. */
export type Judgement = {
  body: Body
  conflicts: readonly ItemConflict[]
  /** Who rules on anybody's interest in the item; null where neither chair nor deputy can. */
  deciderOf: (person: number) => number | null
  /** Whether the chair has decided about every interest. */
  ruled: boolean
  standing: Standing
}

/** The body that a series meets as. */
export const bodyOf = (sitting: Pick<Sitting, 'series'>, rules: MeetingRules): Body => {
  const body = rules.constitution.bodies.get(sitting.series.body)
  if (body) return body
  throw new AppError({
    code: 'unknown-body',
    message: `The constitution knows no body “${sitting.series.body}”.`,
    remedy: 'Add it to constitution.yaml, or begin another series.',
  })
}

/** How an item stands by the rules, with the chair’s rulings, and the proposals where nothing is ruled yet. */
export const judgeItem = (sitting: Sitting, item: Item, rules: MeetingRules): Judgement => {
  const { present, series, practices, entries, today } = sitting
  const found = conflictsOf(
    item,
    present.map(({ person }) => ({ person, practices: practices.get(person) ?? [] })),
    entries,
    today,
    rules.conflicts,
  )
  const aside = new Set([
    ...found
      .filter(({ person }) => !item.rulings.some((ruling) => ruling.person === person))
      .filter(({ proposal }) => !decides(proposal))
      .map(({ person }) => person),
    ...item.rulings.filter(({ handling }) => !decides(handling)).map(({ person }) => person),
  ])
  const deciderOf = (person: number): number | null => ruledBy(person, present, aside)
  const interestWords = new Map(entries.map((entry) => [entry.id, entry]))
  const nameOf = (person: number): string => sitting.names.get(person) ?? `Person ${person}`
  const matched = found.map(({ person, grounds, proposal }): ItemConflict => {
    const words = grounds.map((ground): GroundWords => {
      const entry = ground.interest && interestWords.get(ground.interest.id)
      const about = item.subjects.find(
        ({ kind, code }) => kind === ground.subject.kind && code === ground.subject.code,
      )
      return {
        says: entry
          ? `${entry.says}${ground.ended ? ' (ended)' : ''}`
          : 'Works in a practice that it concerns',
        kind: entry ? kindWords[entry.kind].text : kindWords.financial.text,
        about: about ? subjectWords(about) : ground.subject.code,
      }
    })
    const unique = [...new Map(words.map((one) => [`${one.says}|${one.about}`, one])).values()]
    return {
      person,
      name: nameOf(person),
      grounds: unique,
      proposal,
      ruling: item.rulings.find((ruling) => ruling.person === person) ?? null,
      decider: deciderOf(person),
    }
  })
  const there = new Set(present.map(({ person }) => person))
  const declared = item.rulings
    .filter(({ person }) => there.has(person) && !matched.some((one) => one.person === person))
    .map((ruling): ItemConflict => {
      const { person, grounds } = ruling
      return {
        person,
        name: nameOf(person),
        grounds,
        proposal: 'none',
        ruling,
        decider: deciderOf(person),
      }
    })
  const conflicts = [...matched, ...declared]
  const body = bodyOf(sitting, rules)
  const standing = standingOf(
    body.quorum,
    series.members,
    present,
    conflicts.map(({ person, proposal, ruling }) => ({
      person,
      handling: ruling?.handling ?? (proposal === 'none' ? 'note' : proposal),
    })),
  )
  const ruled = conflicts.every(({ ruling }) => ruling !== null)
  return { body, conflicts, deciderOf, ruled, standing }
}

const verdictWords = ({ says, have, need }: QuorumVerdict): string =>
  have === null || need === null ? says : `${says}: ${have} of ${need}`

/** Whether an item is quorate, and if not what is missing and who may decide, in sentences. */
export const standingWords = ({ body, standing }: Judgement): readonly string[] => {
  const { outcome, deciding, setAside, after, before } = standing
  const count = `${deciding.length} of those there may decide${setAside.length > 0 ? `, ${setAside.length} stand aside` : ''}`
  if (outcome === 'quorate') return [`Quorate: ${count}.`]
  const lacks = missingOf(outcome === 'too few there' ? before : after)
    .map(verdictWords)
    .join('; ')
  return outcome === 'lost to interests'
    ? [
        `Not quorate: ${count}. Missing: ${lacks}.`,
        `Interests leave too few. The body that may decide is: ${body.lostToInterests}.`,
      ]
    : [`Not quorate: too few are there. Missing: ${lacks}.`, `It goes to ${body.tooFewThere}.`]
}

/** Who takes the chair for the item, in a sentence; nothing where it is the chair. */
export const presidingWords = (
  { standing }: Judgement,
  nameOf: (person: number) => string,
): string | null => {
  const { presiding } = standing
  if (presiding.as === 'chair') return null
  return presiding.as === 'deputy'
    ? `The chair stands aside or is not there: ${nameOf(presiding.person)}, the deputy, presides.`
    : 'Neither chair nor deputy may preside: those who decide elect one of them.'
}

/** The body to which an item goes that cannot be decided here. */
export const referredTo = ({ body, standing }: Judgement): string =>
  standing.outcome === 'lost to interests' ? body.lostToInterests : body.tooFewThere
