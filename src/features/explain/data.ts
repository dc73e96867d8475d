import { formatFigure } from '../../core/figure.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Explanation } from './explanation.ts'
import { equalsText, rowsText } from './words.ts'

/** An explanation as data: money exact in £0.00001 and rounded in pence, counts as they are. */
export const explanationData = (served: Served, explanation: Explanation): object => {
  const { whole, checks, inputs, caveats, changes } = explanation
  return {
    figure: whole.name,
    title: whole.title,
    unit: whole.unit === 'money' ? 'pence' : whole.unit,
    value: whole.value,
    exact: { unit: whole.unit === 'money' ? '£0.00001' : whole.unit, value: whole.exact },
    equals: equalsText(explanation),
    formula: whole.formula,
    counts: whole.counts,
    standInPence: whole.standInPence,
    splits: whole.splits.map((split) => ({
      by: split.by,
      sum: split.sum,
      parts: split.parts.map(({ label, figure, exact, value, lines }) => ({
        label,
        figure: formatFigure(figure),
        exact,
        value,
        lines,
      })),
    })),
    rows: {
      says: rowsText(explanation),
      agree: checks.every(({ agrees }) => agrees),
      checks: checks.map(({ figure, ...check }) => ({ ...check, figure: formatFigure(figure) })),
    },
    inputs,
    missing: caveats.map(({ kind, text }) => ({ kind, text })),
    wouldChange: changes,
    build: {
      id: served.manifest.id,
      madeAt: served.manifest.madeAt,
      asAt: served.manifest.asAt,
      code: served.manifest.code,
      rules: served.manifest.rules,
    },
  }
}
