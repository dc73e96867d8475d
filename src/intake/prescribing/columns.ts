import type { Column, Computed, Layout, Parser, Rule } from '../engine/layout.ts'
import {
  code,
  hundredThousandths,
  month,
  standing,
  text,
  thousandths,
  wholeNumber,
} from '../engine/parsers.ts'

/** The names under which one form of the prescribing data has each field. */
export type PrescribingNames = {
  month: readonly string[]
  practice: readonly string[]
  practiceName: readonly string[]
  bnfCode: readonly string[]
  bnfName: readonly string[]
  items: readonly string[]
  /** Total quantity; where a form has it for each item only, `quantityEach`. */
  quantity: readonly string[]
  quantityEach?: readonly string[]
  adq: readonly string[]
  nic: readonly string[]
  cost: readonly string[]
  unidentified: readonly string[]
  snomed: readonly string[]
}

const bnfCode = code('[0-9]{2}[0-9A-Z]{2,13}', 'a BNF code')
const snomedCode = code('[0-9]{6,18}', 'a SNOMED code')

/** Six characters; "-" stands for prescribing that no practice can be named for. */
const prescriber = standing(code('[A-Z0-9]{6}', 'a practice code'), { '-': null })

const yesNo: Parser = {
  sqlType: 'BOOLEAN',
  sql: (raw) => `upper(${raw}) = 'Y'`,
  fault: (raw) => `upper(${raw}) not in ('Y', 'N')`,
  reason: 'is neither Y nor N',
  remedy: 'Send Y where the prescriber is unidentified, else N.',
}

/** Columns of the lake's prescribing, whichever form they come from. Costs are never checked against NIC. */
export const prescribingColumns = (names: PrescribingNames): Column[] => [
  ...(names.month.length === 0
    ? []
    : [{ field: 'month', from: names.month, parser: month, filled: true, passing: true } as const]),
  { field: 'practice', from: names.practice, parser: prescriber, filled: true },
  { field: 'practice_name', from: names.practiceName, parser: text(200), optional: true },
  {
    field: 'said_unidentified',
    from: names.unidentified,
    parser: yesNo,
    optional: true,
    passing: true,
  },
  { field: 'bnf_code', from: names.bnfCode, parser: bnfCode, filled: true },
  { field: 'bnf_name', from: names.bnfName, parser: text(200) },
  { field: 'items', from: names.items, parser: wholeNumber('INTEGER'), filled: true },
  ...(names.quantityEach === undefined
    ? [{ field: 'quantity', from: names.quantity, parser: thousandths, filled: true } as const]
    : [
        {
          field: 'quantity_each',
          from: names.quantityEach,
          parser: thousandths,
          filled: true,
          passing: true,
        } as const,
      ]),
  { field: 'adq_e5', from: names.adq, parser: hundredThousandths, optional: true },
  { field: 'nic_e5', from: names.nic, parser: hundredThousandths, filled: true },
  { field: 'cost_e5', from: names.cost, parser: hundredThousandths, filled: true },
  { field: 'snomed', from: names.snomed, parser: snomedCode, optional: true },
]

/**
 * Prescribing without a practice: flagged, or "-", or a commissioner's code followed by 998, the
 * code of its unidentified doctors. Kept in the totals of the commissioner.
 */
const unidentified: Computed = {
  field: 'unidentified',
  sqlType: 'BOOLEAN',
  sql: `coalesce(said_unidentified, false) or practice is null
    or regexp_full_match(practice, '([0-9][0-9A-Z]{2}|[A-Z]{2}[0-9A-Z])998')`,
}

const chapter: Computed = { field: 'chapter', sqlType: 'VARCHAR', sql: 'left(bnf_code, 2)' }

const total: Computed = {
  field: 'quantity',
  sqlType: 'BIGINT',
  sql: 'cast(quantity_each as HUGEINT) * items',
}
const tooMuch: Rule = {
  fault: 'quantity is null',
  field: 'quantity_each',
  reason: 'times the items is more than can be counted',
  remedy: 'Check that the columns of this line have not slipped.',
}

/** What all forms of prescribing share. */
export const prescribingLayout = (
  own: Pick<Layout, 'id' | 'title' | 'marks'> & {
    names: PrescribingNames
    period?: Layout['period']
  },
): Layout => ({
  id: own.id,
  title: own.title,
  marks: own.marks,
  version: 1,
  feed: 'prescribing',
  kind: 'csv',
  header: 'first line',
  columns: prescribingColumns(own.names),
  computed: [unidentified, chapter, ...(own.names.quantityEach === undefined ? [] : [total])],
  rules: own.names.quantityEach === undefined ? [] : [tooMuch],
  period: own.period ?? { by: 'rows', sql: 'month' },
  sums: ['items', 'quantity', 'nic_e5', 'cost_e5'],
})
