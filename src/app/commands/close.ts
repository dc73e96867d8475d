import { accept, refuse } from '../../core/refusal.ts'
import type { Command, Context } from '../../features/context.ts'
import { settleMembership } from '../../features/membership/membership.ts'
import { newestEntry } from '../../stores/ledger/audit/chain.ts'
import { readLoads } from '../../stores/lake.ts'
import { close } from '../../warehouse/close.ts'
import type { BuildManifest } from '../../warehouse/manifest.ts'

/** Prices, attributes and reconciles everything that is loaded, and serves the new build. */
export const closeMonths = async (context: Context, upTo?: number): Promise<BuildManifest> =>
  close(context.home, {
    ...(upTo === undefined ? {} : { upTo }),
    asAt: context.asAt(),
    memory: context.memory,
    onProgress: context.progress,
    audit: context.hasLedger() ? await newestEntry(await context.ledger()) : null,
  })

const summary = (build: BuildManifest): string => {
  const { checked, differ } = build.controls
  return [
    `Build ${build.id}, as at ${build.asAt}${build.months ? `, ${build.months.first} to ${build.months.last}` : ''}.`,
    differ === 0
      ? `${checked} control totals agree.`
      : `${differ} of ${checked} control totals do not agree: see the data status page.`,
    ...build.missing.map((text) => `Missing: ${text}`),
  ].join('\n')
}

export const closeCommand: Command = {
  name: 'close',
  usage: '[--up-to LOAD]',
  summary: 'price, attribute and reconcile what is loaded, and serve it as a new build',
  positionals: [],
  options: {
    'up-to': {
      type: 'string',
      help: 'make a build beside the served one, of nothing that was loaded after LOAD',
    },
  },
  run: async ({ options: { 'up-to': load } }, context) => {
    const known = readLoads(context.home).find(({ id }) => id === load)
    if (load !== undefined && !known) {
      return refuse(
        'unknown-load',
        `There is no load ${String(load)}.`,
        'Loads are listed by steward status --json and on the data status page.',
        'up-to',
      )
    }
    const said = known ? [] : await settleMembership(context)
    const build = await closeMonths(context, known?.sequence)
    const beside = known
      ? [`It is not served: write @${build.id} after a figure’s name to ask for it.`]
      : []
    const text = [...said, summary(build), ...beside].join('\n')
    return accept({ done: build.controls.differ === 0, text, data: build })
  },
}
