import { accept } from '../../core/refusal.ts'
import { everything } from '../../stores/scope.ts'
import type { Command, Context, Outcome } from '../context.ts'
import { countOf } from '../figures/figures.ts'
import { statusData } from './data.ts'
import { readStatus, waitingLoads, type Status } from './status.ts'
import { arrivedText, controlText, firstCuts, inState, wantingText } from './words.ts'

const list = (heading: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : ['', heading, ...items.map((item) => `  ${item}`)]

const text = (status: Status): string =>
  [
    arrivedText(status),
    wantingText(status),
    controlText(status),
    ...list('Missing', inState(status, 'missing')),
    ...list('Late', inState(status, 'late')),
    ...list('First cut, late lines still to come', firstCuts(status)),
    ...list(
      'In quarantine',
      status.quarantine.map(
        ({ file_name, column_name, reason, remedy, rows }) =>
          `${file_name}, ${column_name}: ${countOf(rows, 'row')} ${reason}. ${remedy}`,
      ),
    ),
    ...list(
      'Control totals that differ',
      status.differing.map(
        (row) =>
          `${row.step}, ${row.feed} ${row.period}, ${row.measure}: ${row.left_label} ${row.left_value}, ${row.right_label} ${row.right_value}`,
      ),
    ),
    ...list(
      'Loaded, but in no figure until the next close',
      status.waiting.map(({ file, title }) => `${file} (${title})`),
    ),
    ...list('Not loaded', status.missing),
    '',
    `Build ${status.build.id} as at ${status.build.asAt}`,
  ].join('\n')

const withoutBuild = (context: Context): Outcome => {
  const waiting = waitingLoads(everything, context.home, [])
  const next = waiting.length === 0 ? 'Load files with steward load FILE.' : 'Run steward close.'
  return {
    done: true,
    text: [
      `${countOf(waiting.length, 'file')} loaded, and nothing closed yet: there are no figures. ${next}`,
      ...list(
        'Loaded',
        waiting.map(({ file, title }) => `${file} (${title})`),
      ),
    ].join('\n'),
    data: { build: null, waiting },
  }
}

const statusCommand: Command = {
  name: 'status',
  usage: '',
  summary: 'tell what arrived, what is late, missing or in quarantine, whether all totals agree',
  positionals: [],
  options: {},
  async run(_, context) {
    const served = await context.served()
    if (served === null) return accept(withoutBuild(context))
    try {
      const status = await readStatus(everything, context.home, served)
      return accept({
        done: status.differing.length === 0,
        text: text(status),
        data: statusData(status),
      })
    } finally {
      served.close()
    }
  },
}

export const commands: readonly Command[] = [statusCommand]
