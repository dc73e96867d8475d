import { accept, refuse, type Result } from '../../core/refusal.ts'
import { operator } from '../../stores/scope.ts'
import type { Command, Outcome } from '../context.ts'
import { goodFor, invite } from './invitations/store.ts'
import { passwordOf } from './sign-in/credentials.ts'
import { personByEmail } from './sign-in/flow.ts'

const inviteCommand = (site: string): Command => ({
  name: 'invite',
  usage: 'EMAIL',
  summary: 'make a link by which a person signs in, for the day when no administrator can',
  positionals: ['EMAIL'],
  options: {},
  run: async ({ positionals: [email = ''] }, context): Promise<Result<Outcome>> => {
    const ledger = await context.ledger()
    const made = await ledger.read(operator, async (db) => {
      const person = await personByEmail(db, email)
      return person && { person, hasPassword: (await passwordOf(db, person.id)) !== null }
    })
    if (made === null)
      return refuse(
        'unknown-person',
        `Nobody in the group has the mail address ${email.slice(0, 100)}.`,
        'Check it against the list of people; an administrator adds them.',
        'EMAIL',
      )
    const { id: person, name } = made.person
    const kind = made.hasPassword ? 'lost' : 'first'
    const token = await ledger.write(operator, (db, audit) =>
      invite(db, audit, { kind, person, now: new Date() }),
    )
    const link = `${site}/invitation/${token}`
    const text = `A link for ${name}, good once, for ${goodFor(kind)}:\n${link}`
    return accept({ done: true, text, data: { person, kind, link } })
  },
})

/** What the operator can do about signing in; `site` is the address of the group's pages. */
export const commands = (site: string): readonly Command[] => [inviteCommand(site)]
