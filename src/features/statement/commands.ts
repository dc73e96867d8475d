import { formatPence } from '../../core/money.ts'
import { AppError, accept, type Result } from '../../core/refusal.ts'
import { formatCount } from '../../ui/money.ts'
import { saidText } from '../../ui/said.ts'
import type { Command, Outcome } from '../context.ts'
import { statementData } from './exports.ts'
import { openStatement, readerOf, withServed } from './opening.ts'
import type { StatementTable, StatementView } from './view.ts'
import type { Money } from './words/said.ts'

const pad = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
    .join('  ')
    .trimEnd()

const amount = (money: Money | null): string => (money === null ? '–' : formatPence(money.pence))

const tableText = (view: StatementView, table: StatementTable): string => {
  const { month, from, beforeFrom, beforeTo } = view.periods
  const head = [table.title, month, `${from}..${month}`, `${beforeFrom}..${beforeTo}`, 'Change']
  const rows = [...table.lines, ...(table.total ? [table.total] : [])].map((line) => [
    line.name,
    amount(line.month),
    amount(line.year),
    amount(line.before),
    line.change ?? '–',
  ])
  const widths = head.map((name, i) =>
    Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)),
  )
  return [head, widths.map((width) => '-'.repeat(width)), ...rows]
    .map((row) => pad(row, widths))
    .join('\n')
}

const textOf = (view: StatementView): string => {
  const patients = view.patients === null ? '' : ` · ${formatCount(view.patients)} patients`
  const part = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [[title, ...lines.map((line) => `  ${line}`)].join('\n')]
  return [
    `${view.monthName} · ${view.practice.name} (${view.practice.code})${patients}`,
    view.says.map(saidText).join(' '),
    ...part('Worth asking', view.asks.map(saidText)),
    view.sure.map(saidText).join(' '),
    ...view.tables.filter(({ lines }) => lines.length > 0).map((table) => tableText(view, table)),
    ...part('What is missing', view.notices),
    `As at ${view.build.asAt}, build ${view.build.id}`,
  ].join('\n\n')
}

const statement: Command = {
  name: 'statement',
  usage: 'PRACTICE [--month MONTH]',
  summary: 'show the statement of a practice',
  positionals: ['PRACTICE'],
  options: { month: { type: 'string', help: 'the month, as 2019-10; the newest when left out' } },
  async run({ positionals, options }, context): Promise<Result<Outcome>> {
    const [practice = ''] = positionals
    const month = typeof options['month'] === 'string' ? options['month'] : undefined
    try {
      const reader = await readerOf(context)
      const view = await withServed(context, (served) =>
        openStatement(served, practice, month, reader),
      )
      return accept({ done: true, text: textOf(view), data: statementData(view) })
    } catch (error) {
      if (error instanceof AppError) return { ok: false, refusal: error.refusal }
      throw error
    }
  },
}

export const commands: readonly Command[] = [statement]
