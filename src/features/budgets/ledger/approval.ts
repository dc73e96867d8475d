import { financialYear, parseMonth, type Month } from '../../../core/month.ts'
import { accept, refuse, type Refusal, type Result } from '../../../core/refusal.ts'
import { names, restingOn, type Constitution, type Decision } from '../../decisions/decisions.ts'
import { standing, type Version } from './versions.ts'

/** The words by which a decision is about a version of a year's budgets. */
export const decisionWords = ({ year, number }: Pick<Version, 'year' | 'number'>): string =>
  `budgets of ${year}, version ${number}`

/** What a decision must be about. */
export type Proposed = Pick<Version, 'year' | 'number' | 'madeOn'>

/** Whether a decision names the year and the number of a version. */
const isAbout = (decision: Decision, { year, number }: Proposed): boolean =>
  [year, year.replace('/', ' ')].some((each) => names(decision, each)) &&
  names(decision, `version ${number}`)

/**
 * Whether a version may be approved by a decision: it carried, stands, was made by a body that decides on
 * budgets since the version was proposed, and names it. Else a refusal at the field `decision`.
 */
export const approvedBy = (
  constitution: Constitution,
  version: Proposed,
  decision: Decision | null,
  today: string,
): Result<Decision> => {
  const rests = restingOn(constitution, decision, {
    matter: 'budgets',
    notBefore: version.madeOn,
    today,
  })
  return !rests.ok || isAbout(rests.value, version)
    ? rests
    : refuse(
        'decision-other-matter',
        `Decision ${rests.value.id} is not about this budget: it does not name ${decisionWords(version)}.`,
        'Name the decision that does so in its title, its proposal or what it binds.',
        'decision',
      )
}

/** An approval as typed. */
export type TypedApproval = Readonly<Record<'from' | 'decision' | 'why', string>>

/** An approval ready to be recorded, or everything that is wrong with it. */
export const readApproval = (
  constitution: Constitution,
  version: Version,
  decisions: readonly Decision[],
  typed: TypedApproval,
  today: string,
): { ok: true; from: Month; decision: number } | { ok: false; refusals: readonly Refusal[] } => {
  const from = parseMonth(typed.from)
  const inYear = from !== null && financialYear(from) === version.year
  const named = decisions.find(({ id }) => String(id) === typed.decision.trim()) ?? null
  const approved =
    typed.decision.trim() === ''
      ? refuse(
          'decision-missing',
          'An approval rests on a decision, and none is named.',
          'Write the number of the decision in the log.',
          'decision',
        )
      : approvedBy(constitution, version, named, today)
  const checks = [
    approved,
    inYear
      ? accept(null)
      : refuse(
          'field-invalid',
          `This is no month of ${version.year}.`,
          'Write it like 2019-04.',
          'from',
        ),
    typed.why.length >= 5
      ? accept(null)
      : refuse(
          'reason-missing',
          'It is not said what was decided.',
          'Say it in a sentence.',
          'why',
        ),
    standing(version) === 'proposed'
      ? accept(null)
      : refuse(
          'budget-closed',
          'This version is not open any more.',
          'Look at how far it has come.',
        ),
  ]
  const refusals = checks.flatMap((check) => (check.ok ? [] : [check.refusal]))
  return refusals.length === 0 && from !== null && approved.ok
    ? { ok: true, from, decision: approved.value.id }
    : { ok: false, refusals }
}
