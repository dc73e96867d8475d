import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { refuse, type Refusal } from '../../../core/refusal.ts'
import { monthOf } from '../../../core/month.ts'
import { holds, practicesOf, type Viewer } from '../../../stores/scope.ts'
import { dateOf, textOf, typedDate, type FormBody } from '../../../ui/form-body.ts'
import type { Html } from '../../../ui/html.ts'
import type { Context } from '../../context.ts'
import { bodyOf, sendPage } from '../../page-reply.ts'
import { addConstitution, inForceOn, readConstitutions, sign } from '../constitution.ts'
import { constitutionPage } from '../pages/constitution.ts'
import { holdsIn } from '../rules/places.ts'
import { readMembership } from '../store.ts'
import { around } from './around.ts'

const query = z.object({ version: z.coerce.number().int().catch(0) })

const mayEnter = (viewer: Viewer): boolean =>
  holds(viewer, 'management-team', 'administrator', 'accountable-officer')

const wrong = (code: string, message: string, remedy: string, where: string): Refusal =>
  refuse(code, message, remedy, where).refusal

const show = async (
  context: Context,
  request: FastifyRequest,
  body: FormBody = {},
  refusals: readonly Refusal[] = [],
): Promise<Html> => {
  const viewer = context.viewer(request)
  const ledger = await context.ledger()
  const { practice, thisMonth } = await around(context)
  const asked = query.parse({ ...z.looseObject({}).parse(request.query), ...body }).version
  return ledger.read(viewer, async (db) => {
    const versions = await readConstitutions(db)
    const { spells } = await readMembership(db)
    const members = spells
      .filter((spell) => holdsIn(spell, thisMonth))
      .map((spell) => spell.practice)
      .toSorted((a, b) => (practice(a) < practice(b) ? -1 : 1))
    const lead = holds(viewer, 'practice-lead')
    return constitutionPage({
      csrf: context.csrf(request),
      shown:
        versions.find(({ version }) => version === asked) ??
        inForceOn(versions, context.asAt()) ??
        versions[0] ??
        null,
      versions,
      members,
      own: mayEnter(viewer)
        ? members
        : members.filter((code) => lead && practicesOf(viewer).includes(code)),
      practice,
      mayAdd: mayEnter(viewer),
      refusals,
      typed: {
        title: textOf(body, 'title'),
        text: textOf(body, 'text'),
        from: typedDate(body, 'from'),
        practice: textOf(body, 'practice'),
        signedBy: textOf(body, 'signedBy') || (viewer.person === null ? '' : viewer.name),
      },
    })
  })
}

const takeVersion = async (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const body = bodyOf(request)
  const [title, text, from] = [
    textOf(body, 'title'),
    textOf(body, 'text'),
    dateOf(typedDate(body, 'from')),
  ]
  const refusals = [
    ...(title === '' ? [wrong('title-missing', 'It has no title.', 'Write one.', 'title')] : []),
    ...(text === '' ? [wrong('text-missing', 'It has no text.', 'Paste the text.', 'text')] : []),
    ...(from === null
      ? [
          wrong(
            'date-missing',
            'That is not a day.',
            'Write the day from which it is in force, such as 1 4 2020.',
            'from',
          ),
        ]
      : []),
  ]
  if (refusals.length > 0 || from === null)
    return sendPage(reply, await show(context, request, body, refusals), 422)
  const ledger = await context.ledger()
  await ledger.write(context.viewer(request), async (db, audit) => {
    const { spells } = await readMembership(db)
    const month = monthOf(context.asAt())
    const group = spells.find((spell) => holdsIn(spell, month))?.group ?? 'group'
    const versions = await readConstitutions(db)
    const made = { group, title, text, inForceFrom: from }
    await addConstitution(db, audit, made, versions, context.asAt())
  })
  return reply.redirect('/members/constitution', 303)
}

const takeSignature = async (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const body = bodyOf(request)
  const viewer = context.viewer(request)
  const ledger = await context.ledger()
  const version = Number(textOf(body, 'version'))
  const versions = await ledger.read(viewer, readConstitutions)
  const signed = versions.find((each) => each.version === version)
  const practice = textOf(body, 'practice')
  const signedBy = textOf(body, 'signedBy')
  const own = mayEnter(viewer) || practicesOf(viewer).includes(practice)
  const refusals = [
    ...(signed && own && practice !== ''
      ? []
      : [
          wrong(
            'not-allowed',
            'You cannot sign for that practice.',
            'A practice is signed for by its lead.',
            'practice',
          ),
        ]),
    ...(signedBy === ''
      ? [wrong('name-missing', 'Nobody’s name is under it.', 'Write your name.', 'signedBy')]
      : []),
  ]
  if (!signed || refusals.length > 0)
    return sendPage(reply, await show(context, request, body, refusals), 422)
  const state = textOf(body, 'state') === 'withdrawn' ? 'withdrawn' : 'signed'
  await ledger.write(viewer, (db, audit) =>
    sign(
      db,
      audit,
      { constitution: signed.id, practice, state, signedBy, person: viewer.person },
      context.asAt(),
    ),
  )
  return reply.redirect(`/members/constitution?version=${version}`, 303)
}

/** The constitution: its versions, and the signatures under them. */
export const constitutionRoutes = (app: FastifyInstance, context: Context): void => {
  app.get('/members/constitution', async (request, reply) =>
    sendPage(reply, await show(context, request)),
  )
  app.post('/members/constitution', async (request, reply) => takeVersion(context, request, reply))
  app.post('/members/constitution/sign', async (request, reply) =>
    takeSignature(context, request, reply),
  )
}
