import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal } from '../../../core/refusal.ts'
import { missingOf, evaluateQuorum } from '../../../engines/quorum/evaluate.ts'
import { explainQuorum } from '../../../engines/quorum/explain.ts'
import type { FormBody } from '../../../ui/form-body.ts'
import { draftFor } from '../agenda/sources.ts'
import { keeps } from '../allowed.ts'
import { send, type Desk } from '../desk.ts'
import { bodyOf, judgeItem } from './judgement.ts'
import { sittingPage } from './page.ts'
import type { Sitting } from './sitting.ts'

const quorumWords = (desk: Desk, sitting: Sitting): readonly string[] => {
  const { quorum } = bodyOf(sitting, desk.rules())
  const verdict = evaluateQuorum(quorum, sitting.series.members, sitting.present)
  const rule = `The quorum is: ${explainQuorum(quorum)}.`
  if (verdict.met) return ['That is a quorum.', rule]
  const lacks = missingOf(verdict).map(({ says }) => says)
  return [`That is not a quorum: ${lacks.join('; ')}.`, rule]
}

/** Answers with the page of a meeting, and with what was typed into one of its forms where something is wrong with it. */
export const showSitting = async (
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  sitting: Sitting,
  typed: FormBody = {},
  refusals: readonly Refusal[] = [],
): Promise<FastifyReply> => {
  const { context } = desk
  const viewer = desk.viewer(request)
  const keeper = keeps(viewer, sitting.series)
  const rules = desk.rules()
  const mine = sitting.series.members.some(({ person }) => person === viewer.person)
  const isAhead = sitting.meeting.state === 'planned' || sitting.meeting.state === 'published'
  const sent = viewer.person !== null && sitting.attendance.get(viewer.person) === 'apologies'
  const markup = sittingPage({
    sitting,
    judgements: new Map(sitting.items.map((one) => [one.id, judgeItem(sitting, one, rules)])),
    quorum: quorumWords(desk, sitting),
    keeper,
    mayApologise: mine && isAhead && !sent,
    draft: keeper ? await draftFor(context, viewer, sitting) : [],
    csrf: context.csrf(request),
    typed,
    refusals,
  })
  return send(reply, markup, refusals.length > 0 ? 422 : 200)
}
