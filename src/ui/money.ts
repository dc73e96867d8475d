import { explainPath, type Figure } from '../core/figure.ts'
import { formatPence, formatShortPence, type Pence } from '../core/money.ts'
import { html, type Html } from './html.ts'

/**
 * A figure as a link to its explanation. Every money figure on a page is one of these; `short` is
 * for sentences ("£1.23m"), whole pence for tables.
 */
export const moneyLink = (
  pence: Pence,
  figure: Figure,
  form: 'exact' | 'whole' | 'short' = 'exact',
): Html => figureLink(moneyText(pence, form), figure)

/** Any other figure (a count, a rate) as a link to its explanation. */
export const figureLink = (text: string, figure: Figure): Html =>
  html`<a
    class="nhsuk-link nhsuk-link--no-visited-state steward-figure"
    href="${explainPath(figure)}"
    >${text}</a
  >`

const moneyText = (pence: Pence, form: 'exact' | 'whole' | 'short'): string => {
  if (form === 'short') return formatShortPence(pence)
  return form === 'exact' ? formatPence(pence) : formatWholePounds(pence)
}

/** Pounds without pence for dense tables ("£1,235"), rounded half away from nought. */
export const formatWholePounds = (pence: Pence): string => {
  const size = pence < 0n ? -pence : pence
  const text = formatPence(((size + 50n) / 100n) * 100n).slice(0, -3)
  return pence < 0n && text !== '£0' ? `−${text}` : text
}

/** 1234567 → "1,234,567". */
export const formatCount = (count: number | bigint): string =>
  count.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** How money is written along an axis that goes up to `most` pence: enough digits to tell its steps apart. */
export const moneyAxis = (most: number): ((pence: number) => string) => {
  const [unit, sign] = most >= 1e8 ? [1e8, 'm'] : most >= 1e5 ? [1e5, 'k'] : [100, '']
  const places = most / unit < 10 && unit > 100 ? 1 : 0
  return (pence) => (pence === 0 ? '£0' : `£${(pence / unit).toFixed(places)}${sign}`)
}
