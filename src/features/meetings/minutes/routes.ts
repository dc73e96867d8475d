import type { FastifyInstance } from 'fastify'
import { evaluateQuorum } from '../../../engines/quorum/evaluate.ts'
import { textOf, type FormBody } from '../../../ui/form-body.ts'
import { tellToday } from '../../interests/interests.ts'
import { keeps } from '../allowed.ts'
import { send, type Desk } from '../desk.ts'
import { bodyOf, judgeItem } from '../sitting/judgement.ts'
import type { Sitting } from '../sitting/sitting.ts'
import { saveMinutes } from '../store/minutes.ts'
import { needs, wrong } from '../words.ts'
import { draftMinutes } from './draft.ts'
import { minutesPage } from './page.ts'

type One = { Params: { id: string } }

/** The minutes of a meeting: drafted, saved, approved. */
export const minutesRoutes = async (app: FastifyInstance, desk: Desk): Promise<void> => {
  const { context } = desk
  const draft = (sitting: Sitting): string => {
    const rules = desk.rules()
    const { series, present } = sitting
    const { met } = evaluateQuorum(bodyOf(sitting, rules).quorum, series.members, present)
    const quorum = met ? 'The meeting was quorate.' : 'The meeting was not quorate.'
    return draftMinutes(sitting, (item) => judgeItem(sitting, item, rules), quorum)
  }

  app.get<One>('/meetings/:id/minutes', async (request, reply) => {
    const sitting = await desk.sitting(request, request.params.id)
    const keeper = keeps(desk.viewer(request), sitting.series)
    return send(
      reply,
      minutesPage({
        sitting,
        keeper,
        csrf: context.csrf(request),
        refusals: [],
        text: sitting.minutes?.body ?? draft(sitting),
        state: sitting.minutes?.state ?? 'draft',
      }),
    )
  })

  app.post<One & { Body: FormBody }>('/meetings/:id/minutes', async (request, reply) => {
    const sitting = await desk.kept(request, request.params.id)
    const text = textOf(request.body, 'body').replaceAll('\r\n', '\n')
    const state = textOf(request.body, 'state')
    const refusals = [
      ...needs(text, 'body', 'The text', 60_000),
      ...(state === 'draft' || state === 'approved'
        ? []
        : [wrong('state', 'It is not said whether they are approved.', 'Choose one.')]),
    ]
    if (refusals.length > 0 || (state !== 'draft' && state !== 'approved')) {
      const csrf = context.csrf(request)
      return send(reply, minutesPage({ sitting, keeper: true, csrf, refusals, text, state }), 422)
    }
    const viewer = desk.viewer(request)
    const ledger = await context.ledger()
    const { id } = sitting.meeting
    await ledger.write(viewer, async (db, audit) => {
      await tellToday(db, context.asAt(), desk.rules().conflicts.shownMonths)
      await saveMinutes(db, audit, viewer, id, { body: text, state })
    })
    return reply.redirect(`/meetings/${id}/minutes`, 303)
  })
}
