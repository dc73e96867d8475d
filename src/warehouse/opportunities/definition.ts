/** What a definition looks at: hospital spells, outpatient appointments or emergency attendances. */
export type RecordSet = 'spells' | 'outpatients' | 'emergency'

/** A whole-number range, both ends included; an end that is absent is open. */
export type Range = { min: number | null; max: number | null }

/** One plain test of a record. A test of a value that is missing is false. */
export type Test =
  | {
      test: 'begins' | 'is' | 'is-not' | 'begins-not' | 'only'
      field: string
      codes: readonly string[]
    }
  | { test: 'from'; field: string; range: Range }
  | { test: 'empty' | 'present'; field: string }
  | { test: 'listed'; field: string; table: string; column: string; value: string }
  | { test: 'above'; field: string; table: string; column: string; key: string }
  | { test: 'days'; from: string; to: string; range: Range }

/** A rule: tests joined by all, any and not; earlier records of the same person; points over codes. */
export type Rule =
  | Test
  | { all: readonly Rule[]; part?: string | undefined }
  | { any: readonly Rule[]; part?: string | undefined }
  | { not: Rule }
  | {
      earlier: {
        of: RecordSet
        least: number
        base: string | null
        which: Rule | null
        when: Rule
      }
    }
  | { points: { table: string; codes: string; length: number; earlier: Rule; sum: Range } }

/** The share of each record that counts, from a table of shares by code. */
export type Share = {
  table: string
  codes: string
  match: 'begins' | 'is'
  course: string | null
  by: readonly ('sex' | 'age' | 'outcome')[]
}

export type Base = { id: string; of: RecordSet; about: string; where: readonly Rule[] }

/** What is divided by what: events per registered person, per record of a kind, or nights per matching record. */
export type Rate = {
  counts: 'records' | 'share' | 'days'
  per: 'registered people' | 'these records' | 'records'
  /** Which records, where the rate is per records. */
  of: Rule | null
}

/** How a record of the definition is turned into money. */
export type Worth = {
  method: 'price' | 'price-difference' | 'days' | 'days-beyond' | 'fixed-days' | 'none'
  to: 'day-case' | 'outpatient-procedure' | 'sdec' | 'tele-attendance' | null
  days: number | null
  /** The column of long-stay-days that says where a stay is long. */
  column: string | null
}

export type Actor =
  | 'general-practice'
  | 'community-services'
  | 'acute-provider'
  | 'public-health'
  | 'mental-health-services'
  | 'urgent-care'
  | 'referrers'

/** One kind of activity that might be avoided, shortened or moved. */
export type Definition = {
  id: string
  name: string
  about: string
  /** The itemised next step: what could be done instead. */
  instead: string
  family: string
  status: 'current' | 'supplementary' | 'superseded'
  kind: 'avoid' | 'shorten' | 'convert'
  mechanism: 'prevention' | 'redirection' | 'de-adoption' | 'efficiency'
  pathway: 'emergency' | 'elective' | 'any'
  who: readonly Actor[]
  influence: 'high' | 'medium' | 'low'
  horizon: 'in-year' | 'one-to-three-years' | 'long-term'
  precedence: number
  /** Why it is kept out of totals, where another definition holds it. */
  within: string | null
  code: string | null
  /** Percentages that national experts thought could go by 2039/40: mean, 10th and 90th percentile. */
  experts: { mean: number; low: number; high: number } | null
  base: string
  of: RecordSet
  where: readonly Rule[]
  share: Share | null
  /** Takes only stays of at least so many nights that no nearer rule about stays or settings takes. */
  leftover: { nights: number } | null
  rate: Rate
  worth: Worth
  notes: readonly string[]
  sources: readonly string[]
}

/** Every definition in catalogue order, the bases they name, and the hash of the files. */
export type Catalogue = {
  definitions: readonly Definition[]
  bases: ReadonlyMap<string, Base>
  hash: string
}

/** True where a definition takes its turn in totals: neither withdrawn nor inside others. */
export const inTotals = ({ status, within }: Definition): boolean =>
  status !== 'superseded' && within === null
