import type { FastifyInstance } from 'fastify'
import { formatDate } from '../../../core/month.ts'
import { dateOf, textOf, typedDate, type FormBody } from '../../../ui/form-body.ts'
import { tellToday } from '../../interests/interests.ts'
import { queueMail } from '../../mail/mail.ts'
import { numberOf, type Desk } from '../desk.ts'
import { itemOf, showItem } from '../item/routes.ts'
import { addAction, noteAction, readActions } from '../store/actions.ts'
import { actionStates } from '../tables.ts'
import { needs, wrong } from '../words.ts'
import { longestNote } from './actions.ts'
import { showSitting } from './show.ts'
import { unknownMeeting } from './sitting.ts'

type One = { Params: { id: string } }
type Posted = { Body: FormBody }

/** What is agreed at a meeting to be done, and what became of it. */
export const actionRoutes = async (app: FastifyInstance, desk: Desk): Promise<void> => {
  const { context } = desk
  const tell = (db: Parameters<typeof tellToday>[0]): Promise<void> =>
    tellToday(db, context.asAt(), desk.rules().conflicts.shownMonths)

  app.post<One & Posted>('/meetings/:id/actions', async (request, reply) => {
    const sitting = await desk.kept(request, request.params.id)
    const { body } = request
    const item = itemOf(sitting, textOf(body, 'item'))
    const says = textOf(body, 'action-says')
    const owner = numberOf(textOf(body, 'action-owner'))
    const due = dateOf(typedDate(body, 'action-due'))
    const refusals = [
      ...needs(says, 'action-says', 'What is to be done', 500),
      ...(sitting.names.has(owner)
        ? []
        : [wrong('action-owner', 'Nobody is chosen.', 'Choose a person.')]),
      ...(due !== null && due >= sitting.meeting.onDate
        ? []
        : [wrong('action-due', 'The day is before the meeting.', 'Write day, month and year.')]),
    ]
    if (due === null || refusals.length > 0)
      return showItem(desk, request, reply, sitting, item, body, refusals)
    const viewer = desk.viewer(request)
    const ledger = await context.ledger()
    const meeting = sitting.meeting.id
    await ledger.write(viewer, async (db, audit) => {
      await tell(db)
      const id = await addAction(db, audit, viewer, { meeting, item: item.id, says, owner, due })
      await queueMail(db, {
        toPerson: owner,
        subject: `Yours by ${formatDate(due)}: ${says}`,
        text: `${sitting.series.name}, ${formatDate(sitting.meeting.onDate)}, agreed that by ${formatDate(due)} you do this:\n\n${says}\n\nIt stays on the agenda until it is done.`,
        about: `action:${id}`,
        on: context.asAt(),
      })
    })
    return reply.redirect(`/meetings/items/${item.id}#actions`, 303)
  })

  app.post<{ Params: { action: string } } & Posted>(
    '/meetings/actions/:action',
    async (request, reply) => {
      const id = numberOf(request.params.action)
      const actions = await desk.read(request, (db) => readActions(db))
      const action = actions.find((one) => one.id === id)
      if (!action) throw unknownMeeting()
      const { body } = request
      const at = numberOf(textOf(body, 'at')) || action.meeting
      const [text, note] = [textOf(body, `state-${id}`), textOf(body, `note-${id}`)]
      const state = actionStates.find((one) => one === text)
      const refusals = [
        ...(state ? [] : [wrong(`state-${id}`, 'No state is chosen.', 'Choose one.')]),
        ...(note.length <= longestNote
          ? []
          : [
              wrong(
                `note-${id}`,
                'What was said or done is too long.',
                `Write at most ${longestNote} characters.`,
              ),
            ]),
        ...(state === 'dropped' && note === ''
          ? [
              wrong(
                `note-${id}`,
                'It does not say why it is not to be done.',
                'Write the reason in a few words.',
              ),
            ]
          : []),
      ]
      if (!state || refusals.length > 0) {
        const sitting = await desk.sitting(request, String(at))
        return showSitting(desk, request, reply, sitting, body, refusals)
      }
      const viewer = desk.viewer(request)
      const ledger = await context.ledger()
      await ledger.write(viewer, async (db, audit) => {
        await tell(db)
        await noteAction(db, audit, viewer, { action: id, state, note, today: context.asAt() })
      })
      return reply.redirect(`/meetings/${at}`, 303)
    },
  )
}
