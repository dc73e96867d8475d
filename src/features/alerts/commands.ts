import { accept, refuse } from '../../core/refusal.ts'
import { formatMonth } from '../../core/month.ts'
import type { Command } from '../context.ts'
import { sendAlerts } from './send.ts'

/** Writing the month's word, for the clock of the machine to call after a close. */
export const commands: readonly Command[] = [
  {
    name: 'alerts',
    usage: '[--site ADDRESS]',
    summary: 'write to whoever wants word of changes in their practice’s measures',
    positionals: [],
    options: {
      site: { type: 'string', help: 'address of the pages, for the links (http://localhost:3000)' },
    },
    run: async ({ options }, context) => {
      const served = await context.served()
      if (!served)
        return refuse(
          'no-build',
          'No month has been closed yet.',
          'Load some files and close first.',
        )
      try {
        const site = typeof options['site'] === 'string' ? options['site'] : 'http://localhost:3000'
        const { month, mailed, silent } = await sendAlerts(context, served, site.replace(/\/$/, ''))
        return accept({
          done: true,
          text:
            month === null
              ? 'There is no month to write about.'
              : `${formatMonth(month)}: ${mailed} written to, ${silent} had nothing to read.`,
          data: { month, mailed, silent },
        })
      } finally {
        served.close()
      }
    },
  },
]
