import { accept } from '../../core/refusal.ts'
import type { Command } from '../context.ts'
import { remind } from './reminders.ts'
import { readConflictRules } from './rules.ts'

/** Reminders of the register, for the clock of the machine to call each day. */
export const commands: readonly Command[] = [
  {
    name: 'remind',
    usage: '[--site ADDRESS]',
    summary: 'write to whoever is to confirm an interest, or to declare theirs',
    positionals: [],
    options: {
      site: { type: 'string', help: 'address of the pages, for the links (http://localhost:3000)' },
    },
    run: async ({ options }, context) => {
      const site = typeof options['site'] === 'string' ? options['site'] : 'http://localhost:3000'
      const reminders = await remind(await context.ledger(), {
        today: context.asAt(),
        rules: readConflictRules(context.home),
        site: site.replace(/\/$/, ''),
      })
      return accept({
        done: true,
        text: `${reminders} reminded; they wait among the messages until they are sent.`,
        data: { reminders },
      })
    },
  },
]
