import { formatFigure } from '../../core/figure.ts'
import type { Evaluated } from '../figures/figures.ts'
import { columnsOf } from './columns.ts'
import type { LinesPage } from './paging.ts'

/** A page of lines as data: the fields of the CSV, money as exact decimals in text. */
export const linesJson = (
  whole: Evaluated,
  shown: LinesPage,
  fileOf: (load: string) => string,
): object => ({
  figure: formatFigure(whole.figure),
  title: whole.title,
  unit: whole.unit === 'money' ? '£0.00001' : whole.unit,
  exact: shown.total.exact,
  lines: shown.total.lines,
  status: shown.status,
  page: shown.page,
  pages: shown.pages,
  sum: shown.sum,
  sumSoFar: shown.sumSoFar,
  rows: shown.lines.map((line) =>
    Object.fromEntries(columnsOf[shown.source].map(({ field, csv }) => [field, csv(line, fileOf)])),
  ),
})
