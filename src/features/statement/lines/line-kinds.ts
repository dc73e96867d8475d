import type { Cut, Measure } from '../../../core/figure.ts'
import { nameOf, type Facts, type Source } from '../facts.ts'
import type { GroupCell } from '../store.ts'

/** What a table's lines are made of, how they are called, and which figures explain them. */
export type LineKind = {
  id: 'services' | 'all' | 'pod' | 'specialty' | 'provider' | 'chapters' | 'contracts'
  /** The line that a cell belongs to; null when it belongs to none. */
  key: (cell: GroupCell) => string | null
  name: (key: string) => string
  cost: (key: string) => { measure: Measure; cut: Cut }
  /** The cut of the rate per 1,000; null where no figure is that rate. */
  rate: (key: string) => Cut | null
  /** Whose lines or items are counted. */
  counts: Source | null
}

const services: Readonly<Record<string, string>> = {
  admitted: 'Hospital admissions',
  outpatient: 'Outpatient care',
  emergency: 'Emergency departments',
  contract: 'Community, mental health and other contracts',
  prescribing: 'Prescribing',
}

/** The services of a statement in the order of its first table. */
export const serviceKeys = Object.keys(services)

export const serviceName = (key: string): string => services[key] ?? key

const isHospital = (key: string): boolean => key !== 'contract' && key !== 'prescribing'

/** What the sum of the services is called: all care only when each of them has arrived. */
export const totalName = (lines: readonly { year: unknown }[]): string =>
  lines.every(({ year }) => year !== null) ? 'All care' : 'All that has arrived'

export const byService: LineKind = {
  id: 'services',
  key: ({ source, kind }) => (source === 'activity' ? kind : source),
  name: serviceName,
  cost: (key) =>
    isHospital(key)
      ? { measure: 'activity-cost', cut: { kind: key } }
      : { measure: key === 'contract' ? 'contract-cost' : 'prescribing-cost', cut: {} },
  rate: (kind) => ({ kind }),
  counts: 'activity',
}

export const all: LineKind = {
  id: 'all',
  key: () => '',
  name: () => 'All care',
  cost: () => ({ measure: 'cost', cut: {} }),
  rate: () => ({}),
  counts: null,
}

/** Hospital and contract lines by one of their codes. */
export const byCode = (facts: Facts, code: 'pod' | 'specialty' | 'provider'): LineKind => ({
  id: code,
  key: (cell) => (cell.source === 'prescribing' ? null : cell[code]),
  name: (key) => nameOf(facts, code, key),
  cost: (key) => ({ measure: 'cost', cut: { [code]: key } }),
  rate: (key) => ({ [code]: key }),
  counts: 'activity',
})

export const byChapter = (facts: Facts): LineKind => ({
  id: 'chapters',
  key: (cell) => (cell.source === 'prescribing' ? cell.chapter : null),
  name: (key) => nameOf(facts, 'chapter', key),
  cost: (chapter) => ({ measure: 'prescribing-cost', cut: { chapter } }),
  rate: (chapter) => ({ chapter }),
  counts: 'prescribing',
})

/** Contract lines that no patient-level feed carries, by point of delivery and provider. */
export const byContract = (facts: Facts): LineKind => {
  const parts = (key: string): { pod: string; provider: string } => {
    const [pod = '', provider = ''] = key.split('\n')
    return { pod, provider }
  }
  return {
    id: 'contracts',
    key: ({ source, pod, provider }) => (source === 'contract' ? `${pod}\n${provider}` : null),
    name: (key) => {
      const { pod, provider } = parts(key)
      return `${nameOf(facts, 'pod', pod)}, ${nameOf(facts, 'provider', provider)}`
    },
    cost: (key) => ({ measure: 'contract-cost', cut: parts(key) }),
    rate: () => null,
    counts: null,
  }
}
