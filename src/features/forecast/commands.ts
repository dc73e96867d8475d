import { parseWhere } from '../../core/figure.ts'
import { formatPence } from '../../core/money.ts'
import { formatMonth } from '../../core/month.ts'
import { AppError, accept, refuse, type Result } from '../../core/refusal.ts'
import type { Command, Outcome } from '../context.ts'
import { demand, openBuild } from '../figures/figures.ts'
import type { Forecast, Outturn } from './cut.ts'
import { forecastData } from './exports.ts'
import { openForecast } from './routes.ts'
import { asksOf, explanationOf, methodText, noticesOf, percentText, saysOf } from './view.ts'

const pad = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
    .join('  ')
    .trimEnd()

const range = ({ range95 }: Outturn): [string, string] =>
  range95 === null ? ['–', '–'] : [formatPence(range95.from), formatPence(range95.to)]

const tableText = ({ lines, total }: Forecast): string => {
  const row = (name: string, each: Outturn, how: string, error: string): string[] => [
    name,
    formatPence(each.known),
    formatPence(each.added + each.ahead + each.adjusted),
    formatPence(each.outturn),
    ...range(each),
    how,
    error,
  ]
  const head = ['Line', 'Known', 'Still expected', 'Year', 'From', 'To', 'How', 'Past error']
  const rows = [
    ...lines.map((line) =>
      row(line.name, line, methodText(line.method), percentText(line.pastError)),
    ),
    row('All lines together', total, '', ''),
  ]
  const widths = head.map((name, i) =>
    Math.max(name.length, ...rows.map((cells) => (cells[i] ?? '').length)),
  )
  return [head, widths.map((width) => '-'.repeat(width)), ...rows]
    .map((cells) => pad(cells, widths))
    .join('\n')
}

const part = (title: string, sentences: readonly string[]): string[] =>
  sentences.length === 0 ? [] : [[title, ...sentences.map((each) => `  ${each}`)].join('\n')]

const textOf = (forecast: Forecast, missing: readonly string[]): string =>
  [
    `Where the year will end · ${forecast.name} · as known at the end of ${formatMonth(forecast.asAt)}`,
    saysOf(forecast).join(' '),
    ...part('Worth asking', asksOf(forecast)),
    tableText(forecast),
    ...part('How this was worked out', explanationOf(forecast)),
    ...part('What is missing or estimated', [...missing, ...noticesOf(forecast)]),
    `As at ${forecast.build.asAt}, build ${forecast.build.id}`,
  ].join('\n\n')

const forecastCommand: Command = {
  name: 'forecast',
  usage: 'PRACTICE|GROUP [--month MONTH]',
  summary: 'show where the year of a practice, a locality or a group will end',
  positionals: ['PRACTICE|GROUP'],
  options: {
    month: {
      type: 'string',
      help: 'the last month that is known, as 2019-10; the newest when left out',
    },
  },
  async run({ positionals, options }, context): Promise<Result<Outcome>> {
    const [asked = ''] = positionals
    const month = typeof options['month'] === 'string' ? options['month'] : undefined
    try {
      const served = demand(await openBuild(context, null))
      const code = asked.trim()
      const isGroup = served.manifest.groups.some((group) => group.code === code.toUpperCase())
      served.close()
      const where = isGroup
        ? { kind: 'group' as const, code: code.toUpperCase() }
        : parseWhere(code.includes(':') ? code : code.toUpperCase())
      if (where === null || !('code' in where)) {
        return refuse(
          'no-forecast',
          `“${asked.slice(0, 40)}” names no practice, locality or group.`,
          'Write the code of a practice or a group, or locality:CODE.',
        )
      }
      const { forecast, missing } = await openForecast(context, where, month)
      return accept({
        done: true,
        text: textOf(forecast, missing),
        data: forecastData(forecast, missing),
      })
    } catch (error) {
      if (error instanceof AppError) return { ok: false, refusal: error.refusal }
      throw error
    }
  },
}

export const commands: readonly Command[] = [forecastCommand]
