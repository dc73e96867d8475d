import { formatShortPence, type Pence } from '../../../core/money.ts'
import type { Said } from '../../../ui/said.ts'
import { serviceLineNames } from '../../service-lines/service-lines.ts'
import { listText, sinceText } from '../words/said.ts'
import type { Comparison } from './comparison.ts'

const sizeOf = (pence: Pence): Pence => (pence < 0n ? -pence : pence)

/** "£96k (1.2%) over budget", "£3k under budget", "on budget". */
export const varianceText = (variance: Pence, budget: Pence): string => {
  if (variance === 0n) return 'on budget'
  const share = budget === 0n ? null : (Number(sizeOf(variance)) / Number(budget)) * 100
  const part = share === null ? '' : ` (${share.toFixed(1)}%)`
  return `${formatShortPence(sizeOf(variance))}${part} ${variance > 0n ? 'over' : 'under'} budget`
}

/** The year so far against its budget, which leads to the lines that make it. */
export const budgetSays = ({ total, from, month }: Comparison, href: string): Said[] =>
  total.variance === null
    ? []
    : [
        [
          'For all care with a budget that is ',
          { text: varianceText(total.variance, total.yearBudget), href },
          ` ${sinceText(from, month)}.`,
        ],
      ]

/** What chance alone does, for the lines of which it can be said; the level stands in the sentence. */
export const chanceSays = ({ total, rows }: Comparison, href: string): Said[] => {
  const { band, verdict, bandLines, bandVariance } = total
  if (band === null || verdict === null) {
    return [
      [
        'Nothing tells how much of this chance alone could do: no patient-level costs with lists by age are loaded.',
      ],
    ]
  }
  const most = sizeOf(band.lowPence) > band.highPence ? sizeOf(band.lowPence) : band.highPence
  const scored = rows.filter(({ scope }) => scope === 'in scope')
  const whole = bandLines.length === scored.length
  const what = listText(bandLines.map((line) => serviceLineNames[line].toLowerCase()))
  const about = whole ? 'this' : `${what} care`
  const years = `${Math.round(20 * band.level)} years in 20`
  const by = formatShortPence(sizeOf(bandVariance))
  const own: Said = whole
    ? [`this is ${verdict}`]
    : ['being ', { text: `${by} ${bandVariance < 0n ? 'under' : 'over'}`, href }, ` is ${verdict}`]
  return [
    [
      `For a list of your size chance alone moves ${about} by up to `,
      { text: formatShortPence(most), href },
      ` either way (${years}), so `,
      ...own,
      '.',
    ],
  ]
}
