import { accept } from '../../core/refusal.ts'
import type { Command } from '../../features/context.ts'
import { readLoads } from '../../stores/lake.ts'
import { textTable } from '../text-table.ts'

/** What is loaded, which build is served, and what is late. */
export const statusCommand: Command = {
  name: 'status',
  usage: '',
  summary: 'what is loaded, which build is served, what is late',
  positionals: [],
  options: {},
  run: async (_, context) => {
    const loads = readLoads(context.home)
    const feeds = Map.groupBy(loads, ({ feed }) => feed)
    const rows = [...feeds].map(([feed, of]) => {
      const periods = of.flatMap(({ parts }) => parts.map(({ period }) => period)).sort()
      const accepted = of.reduce((sum, { lines }) => sum + lines.accepted, 0)
      const quarantined = of.reduce((sum, { lines }) => sum + lines.quarantined, 0)
      return { feed, files: of.length, from: periods[0], to: periods.at(-1), accepted, quarantined }
    })
    const table = textTable(
      ['feed', 'files', 'from', 'to', 'accepted', 'quarantined'],
      rows.map((row) => Object.values(row).map((value) => String(value ?? ''))),
    )
    return accept({
      done: true,
      text: loads.length === 0 ? 'Nothing has been loaded yet.' : table,
      data: { home: context.home.root, asAt: context.asAt(), feeds: rows },
    })
  },
}
