import type { Month } from '../../core/month.ts'
import { random } from '../../core/random.ts'
import { dayOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import { practiceOn } from '../county/people.ts'
import type { Presentation } from './presentation.ts'
import { makeCatalogue, nullChemical, priceIndex } from './catalogue.ts'
import { smallPair, switchItems, switchPair } from './planted.ts'

/** One line before a layout writes it: money in whole units of its name, practice −1 for unidentified doctors. */
export type PrescribingLine = {
  practice: number
  presentation: Presentation
  /** Units on one item, in tenths. */
  quantityTenths: number
  items: number
  nicPence: number
  /** Actual cost in hundred-thousandths of a pound. */
  actual: number
}

const registered = (county: County, day: number): number[] => {
  const counts: number[] = Array.from({ length: county.practices.length }, () => 0)
  const { people } = county
  for (let who = 0; who < people.count; who++) {
    if ((people.born[who] ?? 0) > day || (people.gone[who] ?? 0) < day) continue
    const practice = practiceOn(people, county.practices, who, day)
    counts[practice] = (counts[practice] ?? 0) + 1
  }
  return counts
}

/** Fewer working days in February, more scripts before Christmas; vaccines in autumn, antibiotics in winter. */
const season = (presentation: Presentation, number: number): number => {
  if (presentation.chapter === '14') return number >= 9 && number <= 11 ? 3.4 : 0.08
  if (presentation.chapter === '05') return number >= 11 || number <= 2 ? 1.25 : 0.88
  return number === 2 ? 0.94 : number === 12 ? 1.03 : 1
}

/** Every line of a month, practice by practice. The net price moves monthly; the actual cost follows it less discount plus fees. */
export const prescribingLines = (
  county: County,
  month: Month,
  write: (line: PrescribingLine) => void,
): void => {
  const from = random(`${county.seed}/prescribing/${month}`)
  const habits = county.practices.map((practice) => random(`${county.seed}/habit/${practice.code}`))
  const catalogue = makeCatalogue()
  const number = Number(month.slice(5))
  const index = priceIndex(county.seed, month, county.prescribing)
  const lists = registered(county, dayOf(`${month}-01`))
  const line = (
    practice: number,
    presentation: Presentation,
    quantity: number,
    items: number,
    price: number,
  ): void => {
    const tenths = Math.round(quantity * 10)
    const nicPence = Math.max(1, Math.round((tenths * items * price) / 1_000))
    // Appliances and creams bear no discount, so that with fees they cost more than the net price.
    const actual = nicPence * (presentation.adq === 0 ? 1_000 : 930) + items * 1_264
    write({ practice, presentation, quantityTenths: tenths, items, nicPence, actual })
  }
  const month12 = county.prescribing.slice(-12).includes(month)
  county.practices.forEach((practice, at) => {
    const thousands = (lists[at] ?? 0) / 1_000
    const habit = new Map<string, number>()
    for (const presentation of catalogue) {
      const { chemical } = presentation
      let own = habit.get(chemical)
      if (own === undefined) {
        own =
          chemical === nullChemical
            ? 1
            : practice.need ** 1.1 * Math.exp(0.12 * (habits[at]?.normal() ?? 0))
        habit.set(chemical, own)
      }
      if (thousands === 0) continue
      let items = from.poisson(thousands * presentation.rate * own * season(presentation, number))
      const still =
        presentation.code === switchPair.brand || presentation.code === switchPair.generic
      const price = presentation.price * (still ? 1 : index(chemical))
      const planted = switchItems(county, at, month, presentation)
      if (planted !== null) {
        items = planted
      }
      const few = month12 ? smallPair(county, at, month, presentation) : null
      if (few !== null) items = few
      if (items === 0) continue
      const { quantities, usual } = presentation
      if (items === 1 || planted !== null || few !== null) {
        const which =
          planted !== null || from.next() < 0.8 ? from.int(usual) : from.int(quantities.length)
        const quantity = quantities[planted !== null ? 0 : which] ?? 1
        line(at, presentation, quantity, items, price)
        continue
      }
      let left = items
      for (let q = 0; q < quantities.length && left > 0; q++) {
        const last = q === quantities.length - 1
        const mean =
          q < usual ? (items * 0.86) / usual : (items * 0.14) / (quantities.length - usual)
        const some = last
          ? left
          : Math.min(left, Math.round(mean + Math.sqrt(mean) * 0.6 * from.normal()))
        if (some <= 0) continue
        left -= some
        line(at, presentation, quantities[q] ?? 1, some, price)
      }
    }
  })
  for (let i = 0; i < Math.ceil(420 * county.scale); i++) {
    const presentation = catalogue[from.int(catalogue.length)]
    if (presentation && presentation.chemical !== switchPair.chemical) {
      line(
        -1,
        presentation,
        presentation.quantities[0] ?? 1,
        1 + from.int(2),
        presentation.price * index(presentation.chemical),
      )
    }
  }
}
