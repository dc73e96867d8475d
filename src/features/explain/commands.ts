import { membersOf, parseFigure } from '../../core/figure.ts'
import { accept } from '../../core/refusal.ts'
import { everything } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Command } from '../context.ts'
import { countOf, formatUnrounded, openBuild } from '../figures/figures.ts'
import { explanationData } from './data.ts'
import { explain, type Explanation } from './explanation.ts'
import { equalsText, rowsText, valueText } from './words.ts'

const list = (heading: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : ['', heading, ...items.map((item) => `  ${item}`)]

const text = (served: Served, explanation: Explanation): string => {
  const { whole, inputs, caveats, changes } = explanation
  const equals = whole.value === null ? '' : ` = ${equalsText(explanation)}`
  return [
    whole.title,
    `${valueText(explanation)}${equals}`,
    ...list('How it is worked out', whole.formula),
    ...whole.splits.flatMap((split) =>
      list(
        `By ${split.title}`,
        split.parts.map(
          ({ label, exact, lines }) =>
            `${formatUnrounded(whole.unit, exact).padStart(18)}  ${label} (${countOf(lines, 'line')})`,
        ),
      ),
    ),
    ...list('The rows', [rowsText(explanation)]),
    ...list(
      'Files',
      inputs.files.map(
        ({ file, loadedAt, version, counted }) =>
          `${file}, arrived ${loadedAt.slice(0, 10)}, version ${version}, ${countOf(counted ?? 0n, 'row')}`,
      ),
    ),
    ...list(
      'Prices',
      inputs.books.map(
        ({ financialYear, kind, priceBook, rulePack, standIn }) =>
          `${financialYear} ${kind}: ${priceBook}${standIn ? ' (unit costs standing in for prices)' : ''}, rules ${rulePack}`,
      ),
    ),
    ...list(
      'What is missing or estimated',
      caveats.map((caveat) => caveat.text),
    ),
    ...list('What would change it', changes),
    '',
    `${whole.name} · build as at ${served.manifest.asAt}`,
  ].join('\n')
}

const explainCommand: Command = {
  name: 'explain',
  usage: 'FIGURE',
  summary: 'explain a figure by its name: formula, parts, rows, inputs, what is missing',
  positionals: ['figure'],
  options: {},
  async run({ positionals }, context) {
    const figure = parseFigure(positionals[0] ?? '')
    if (!figure.ok) return figure
    const opened = await openBuild(context, figure.value.build, membersOf(figure.value.where))
    if (!opened.ok) return opened
    const served = opened.value
    try {
      const result = await explain(everything, served, figure.value)
      if (!result.ok) return result
      const agrees = result.value.checks.every((check) => check.agrees)
      return accept({
        done: agrees && result.value.whole.value !== null,
        text: text(served, result.value),
        data: explanationData(served, result.value),
      })
    } finally {
      served.close()
    }
  },
}

export const commands: readonly Command[] = [explainCommand]
