import { financialYear } from '../../core/month.ts'
import type { Month } from '../../core/month.ts'
import { providers } from '../county/places.ts'
import type { PriceBook } from '../price-book.ts'

/** What the invented hospitals send as their price: roughly the rules, in whole pence. Steward compares it and never uses it. */
export type SentPrices = {
  spell(spell: SpellToPrice): { pence: number; pod: string }
  outpatient(
    currency: string,
    consultantLed: boolean,
    procedure: string | null,
    provider: number,
  ): number
  emergency(currency: string, provider: number): number
}

export type SpellToPrice = {
  hrg: string
  age: number
  classification: string
  method: string
  nights: number
  qualifying: number
  provider: number
  /** Charged in full where the rules would reduce it. */
  full: boolean
  topUp: number
}

export const sentPrices = (book: PriceBook, month: Month): SentPrices => {
  const year = financialYear(month)
  const at = ['2017/18', '2018/19', '2019/20'].indexOf(year)
  const factors = providers.map((provider) => (provider.factor?.[at] ?? 1_000_000) / 1_000_000)
  const factor = (provider: number): number => factors[provider] ?? 1
  const pence = (pounds: number): number => Math.round(pounds * 100)
  return {
    spell: (spell) => {
      const price = book.admitted(spell.hrg, year)
      const elective = spell.method.startsWith('1')
      const emergency = spell.method.startsWith('2')
      const excess = Math.max(
        0,
        spell.qualifying -
          (elective ? (price?.electiveTrim ?? 999) : (price?.nonElectiveTrim ?? 999)),
      )
      if (elective) {
        const day = spell.classification === '2' && spell.nights === 0
        const pod = spell.classification === '3' ? 'RADAY' : day ? 'DC' : 'EL'
        const base = pod === 'RADAY' ? 190 : day ? (price?.dayCase ?? 0) : (price?.elective ?? 0)
        const stay = day ? 0 : excess * (price?.perDay ?? 0)
        return { pod, pence: pence((base + stay) * (1 + spell.topUp) * factor(spell.provider)) }
      }
      const short =
        emergency && !spell.full && spell.age >= 19 && spell.qualifying < 2
          ? (price?.short ?? 0)
          : 0
      const base = short || (price?.nonElective ?? 0)
      return {
        pod: emergency ? (short ? 'NELST' : 'NEL') : 'NELNE',
        pence: pence(
          (base + (short ? 0 : excess * (price?.perDay ?? 0))) *
            (1 + spell.topUp) *
            factor(spell.provider),
        ),
      }
    },
    outpatient: (currency, consultantLed, procedure, provider) => {
      const price = procedure ? (book.admitted(procedure, year)?.outpatient ?? 0) : 0
      const unit = book.attendance(
        consultantLed ? 'Consultant Led' : 'Non Consultant Led',
        currency,
      )
      return pence((price || unit) * factor(provider))
    },
    emergency: (currency, provider) =>
      pence(book.attendance('Emergency Care', currency) * factor(provider)),
  }
}

/** "1234.56" from whole pence. */
export const pounds = (pence: number): string => {
  const left = pence % 100
  return `${(pence - left) / 100}.${left < 10 ? '0' : ''}${left}`
}
