import { financialYear, formatMonth, monthRange } from '../../../core/month.ts'
import { html, type Html } from '../../../ui/html.ts'
import { button, input, select } from '../../../ui/nhsuk.ts'
import { releasedYear } from '../../disclosure/disclosure.ts'
import { isPrevalence } from '../../measures/measures.ts'
import type { Variation } from '../load.ts'
import { mostShown } from './practices.ts'

const centiles = [10, 20, 30, 40, 50] as const

/** The same for whoever is outside the group, who is shown whole financial years of the whole group. */
const yearChooser = ({ measure, asked, months }: Variation): Html => {
  const span = { first: months[0] ?? asked.to, last: months.at(-1) ?? asked.to }
  const whole = months.filter((month) => releasedYear(span, month)?.to === month)
  return html`<div class="steward-choices">
    <form method="get" action="/variation/measures/${measure.id}">
      ${select({
        id: 'month',
        name: 'month',
        label: { text: 'Financial year' },
        value: asked.to,
        items: whole.toReversed().map((month) => ({ value: month, text: financialYear(month) })),
      })}
      ${button({ text: 'Show', classes: 'nhsuk-button--secondary nhsuk-button--small' })}
    </form>
  </div>`
}

/** The form that changes among whom, which months and which level: it needs no script. */
export const chooser = (
  view: Variation,
  sets: readonly { among: string; name: string }[],
): Html => {
  if (view.released) return yearChooser(view)
  const { measure, asked, months, covered, comparison } = view
  const first = months[0] ?? asked.to
  const last = months.at(-1) ?? asked.to
  const yearly = isPrevalence(measure)
  const choicesOf = yearly
    ? months.filter((_, at) => covered[at] === true)
    : monthRange(first, last)
  const among = sets.some((one) => one.among === asked.among)
    ? sets
    : [...sets, { among: asked.among, name: 'as chosen' }]
  return html`<div class="steward-choices">
    <form method="get" action="/variation/measures/${measure.id}">
      ${select({
        id: 'among',
        name: 'among',
        label: { text: 'Among' },
        value: asked.among,
        items: among.map(({ among: value, name }) => ({ value, text: name })),
      })}
      ${
        comparison.units.length > mostShown
          ? input({
              id: 'practice',
              name: 'practice',
              label: { text: 'Code of a practice' },
              value: asked.practice ?? '',
            })
          : select({
              id: 'practice',
              name: 'practice',
              label: { text: 'Practice' },
              value: asked.practice ?? '',
              items: [
                { value: '', text: 'none picked out' },
                ...comparison.units.map(({ code, name }) => ({ value: code, text: name })),
              ],
            })
      }
      ${select({
        id: 'month',
        name: 'month',
        label: { text: yearly ? 'Register of' : 'Up to' },
        value: asked.to,
        items: choicesOf.toReversed().map((month) => ({
          value: month,
          text: yearly ? financialYear(month) : formatMonth(month),
        })),
      })}
      ${
        !yearly &&
        select({
          id: 'span',
          name: 'span',
          label: { text: 'Over' },
          value: String(asked.span),
          items: [
            { value: '12', text: '12 months' },
            { value: '3', text: '3 months' },
            { value: '1', text: 'one month' },
          ],
        })
      }
      ${select({
        id: 'members',
        name: 'members',
        label: { text: 'Members' },
        value: asked.members,
        items: [
          { value: 'then', text: yearly ? 'as they were on its day' : 'as they were each month' },
          { value: 'now', text: 'as at the last month' },
        ],
      })}
      ${
        measure.better !== 'neither' &&
        select({
          id: 'centile',
          name: 'centile',
          label: { text: 'Held against' },
          value: String(asked.decile),
          items: centiles.map((one) => ({ value: String(one), text: `the ${one}th centile` })),
        })
      }
      ${button({ text: 'Show', classes: 'nhsuk-button--secondary nhsuk-button--small' })}
    </form>
  </div>`
}
