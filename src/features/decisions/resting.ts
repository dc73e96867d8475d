import { formatDate } from '../../core/month.ts'
import { accept, refuse, type Result } from '../../core/refusal.ts'
import type { Body, Constitution } from './constitution.ts'
import type { Decision } from './store.ts'

/** The bodies that may decide a matter, by their names; none where the constitution does not say. */
const bodiesFor = ({ bodies, matters }: Constitution, matter: string): readonly Body[] =>
  (matters.get(matter) ?? []).flatMap((key) => bodies.get(key) ?? [])

/** A decision that carried is one whose proposal was agreed to. */
const carried = ({ now }: Decision): boolean => now.state === 'decided' && now.choice === 'for'

const isAfter = (one: string, other: string): boolean => one > other

/**
 * Whether something may rest on a decision: it is in the log, its proposal carried and nothing has taken
 * its place, the body that decided may decide such a matter, and it was decided between two days.
 *
 * @returns the decision, or a refusal at the field `decision` that says which of these fails
 */
export const restingOn = (
  constitution: Constitution,
  decision: Decision | null,
  on: { matter: string; notBefore?: string; today: string },
): Result<Decision> => {
  const refused = (code: string, message: string, remedy: string) =>
    refuse(code, message, remedy, 'decision')
  if (decision === null)
    return refused(
      'decision-unknown',
      'There is no such decision in the log.',
      'Look its number up in the log of decisions.',
    )
  const { id, now, body } = decision
  if (now.state === 'withdrawn' || now.state === 'replaced')
    return refused(
      'decision-ended',
      `Decision ${id} was ${now.state === 'withdrawn' ? 'withdrawn' : 'replaced by a later one'} on ${formatDate(now.onDate)}.`,
      'Name the decision that stands now.',
    )
  if (now.state === 'referred')
    return refused(
      'decision-not-carried',
      `Decision ${id} decided nothing: it was referred to ${now.referredTo ?? 'another body'}.`,
      'Name the decision of the body that it was referred to.',
    )
  if (!carried(decision))
    return refused(
      'decision-not-carried',
      now.state === 'open'
        ? `Decision ${id} is still open to votes.`
        : `Decision ${id} did not carry: its proposal was not agreed to.`,
      'Name a decision that agreed to it.',
    )
  const may = bodiesFor(constitution, on.matter)
  if (!may.some(({ key }) => key === body))
    return refused(
      'decision-other-body',
      `Decision ${id} was made by ${constitution.bodies.get(body)?.name.toLowerCase() ?? body}, which does not decide ${on.matter}.`,
      may.length === 0
        ? `The constitution’s rule file names no body that decides ${on.matter}: add it under matters.`
        : `Name a decision of ${may.map(({ name }) => name.toLowerCase()).join(' or ')}.`,
    )
  if (
    isAfter(now.onDate, on.today) ||
    (on.notBefore !== undefined && isAfter(on.notBefore, now.onDate))
  )
    return refused(
      'decision-other-day',
      `Decision ${id} was made on ${formatDate(now.onDate)}, ${isAfter(now.onDate, on.today) ? 'which is still to come' : 'before this was proposed'}.`,
      'Name the decision that was made about it.',
    )
  return accept(decision)
}

/** Whether any of some words stands in what a decision proposed, is called or binds, whatever the spacing and case. */
export const names = ({ title, proposal, now }: Decision, words: string): boolean => {
  const plain = (text: string): string => ` ${text.toLowerCase().replace(/[^a-z0-9/]+/g, ' ')} `
  return [title, proposal, now.binds ?? ''].some((text) => plain(text).includes(plain(words)))
}
