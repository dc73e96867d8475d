import { formatFigure } from '../../core/figure.ts'
import { csvPounds, type CsvValue } from '../../ui/csv.ts'
import type { Sheet } from '../../ui/xlsx.ts'
import type { Split } from '../figures/figures.ts'
import type { Explanation, RowCheck } from './explanation.ts'
import type { Input } from './inputs.ts'

const splitSheet = (split: Split, isMoney: boolean, withLines: boolean): Sheet => ({
  name: `By ${split.title}`,
  rows: [
    [
      split.title.toLowerCase().replaceAll(' ', '_'),
      ...(withLines ? ['lines'] : []),
      ...(isMoney ? ['pounds', 'pounds_not_rounded'] : ['number']),
      'figure',
    ],
    ...split.parts.map((part): CsvValue[] => [
      part.label,
      ...(withLines ? [part.lines] : []),
      ...(isMoney ? [csvPounds(part.value), Number(part.exact) / 1e5] : [part.value]),
      formatFigure(part.figure),
    ]),
  ],
})

const checkSheet = (checks: readonly RowCheck[], isMoney: boolean): Sheet => {
  const exact = (units: bigint): CsvValue => (isMoney ? Number(units) / 1e5 : units)
  return {
    name: 'Rows beside the figure',
    file: 'rows',
    rows: [
      ['rows_of', 'rows_read_again', 'their_sum', 'in_the_figure', 'agree', 'figure'],
      ...checks.map(({ source, rowLines, rows, marts, agrees, figure }) => [
        source,
        rowLines,
        exact(rows),
        exact(marts),
        agrees,
        formatFigure(figure),
      ]),
    ],
  }
}

const fileSheet = (files: readonly Input[]): Sheet => ({
  name: 'Files',
  rows: [
    [
      'file',
      'what_it_is',
      'period',
      'arrived_on',
      'extract_of',
      'cut',
      'version',
      'load',
      'rows',
      'rows_counted',
    ],
    ...files.map((one) => [
      one.file,
      one.title,
      one.periods,
      one.loadedAt.slice(0, 10),
      one.extractDate,
      one.cut,
      one.version,
      one.load,
      one.rows,
      one.counted,
    ]),
  ],
})

const bookSheet = ({ inputs }: Explanation): Sheet => ({
  name: 'Price books',
  rows: [
    ['year', 'care', 'price_book', 'rule_pack', 'stand_in'],
    ...inputs.books.map((book) => [
      book.financialYear,
      book.kind,
      book.priceBook,
      book.rulePack,
      book.standIn,
    ]),
  ],
})

/** The tables of an explanation: parts that add up to the figure, its rows beside it, files and price books. */
export const explanationSheets = (explanation: Explanation): Sheet[] => {
  const { whole, checks, withheld, inputs } = explanation
  const isMoney = whole.unit === 'money' || whole.figure.measure === 'cost-per-thousand'
  return [
    ...whole.splits.map((split) => splitSheet(split, whole.unit === 'money', !withheld)),
    ...(withheld ? [] : [checkSheet(checks, isMoney)]),
    fileSheet([...inputs.files, ...inputs.reference]),
    ...(inputs.books.length > 0 ? [bookSheet(explanation)] : []),
  ]
}
