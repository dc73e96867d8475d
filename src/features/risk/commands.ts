import { accept, AppError, type Result } from '../../core/refusal.ts'
import type { Command, Outcome } from '../context.ts'
import { demand, openBuild } from '../figures/figures.ts'
import { exploreRisk } from './routes.ts'

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`

const risk: Command = {
  name: 'risk',
  usage: '[PRACTICES] [--group CODE] [--years N] [--misfit PERCENT] [--shock PERCENT]',
  summary: 'show the chance of overspending of practices (W51001,W51008), or of the group',
  positionals: ['PRACTICES?'],
  options: {
    group: { type: 'string', help: 'the group’s code; the first of the build when left out' },
    years: { type: 'string', help: 'years judged as one' },
    misfit: {
      type: 'string',
      help: 'what a formula misses for a practice, standard deviation in %',
    },
    shock: { type: 'string', help: 'a shock that all share, standard deviation in %' },
  },
  async run({ positionals, options }, context): Promise<Result<Outcome>> {
    try {
      const served = demand(await openBuild(context, null))
      try {
        const given = Object.fromEntries(
          Object.entries(options).flatMap(([name, value]) =>
            typeof value === 'string' ? [[name, value]] : [],
          ),
        )
        const view = await exploreRisk(served, {
          misfit: '0',
          shock: '0',
          ...given,
          practices: positionals.join(' '),
        })
        const { answer, about, refusals } = view
        const [wrong] = refusals
        if (wrong) return { ok: false, refusal: wrong }
        if (answer === null)
          return accept({ done: false, text: `Nothing can be said of ${about}.`, data: null })
        const text = [
          `${about}: ${answer.whole.patients} patients, c = ${answer.whole.personalVariation.toFixed(2)}`,
          ...answer.whole.chances.map(
            ({ share, exact }) => `more than ${(share * 100).toFixed(0)}% over: ${percent(exact)}`,
          ),
        ].join('\n')
        const { whole, caps, pool } = answer
        return accept({ done: true, text, data: { about, whole, caps, pool } })
      } finally {
        served.close()
      }
    } catch (error) {
      if (error instanceof AppError) return { ok: false, refusal: error.refusal }
      throw error
    }
  },
}

/** What the command line offers of risk. */
export const commands: readonly Command[] = [risk]
