import type { Home } from '../../stores/home.ts'
import type { Duck } from '../../stores/duck.ts'

/** How the text of one field becomes a typed value, and when it cannot. All SQL is over one text expression. */
export type Parser = {
  /** Type in the lake: VARCHAR, DATE, INTEGER, BIGINT, … */
  sqlType: string
  /** SQL of the typed value; must never throw (TRY_CAST), and is null where the text is blank or bad. */
  sql(raw: string): string
  /**
   * SQL that is true where a text that is not blank is bad; null when every text is good. `value` is
   * the SQL of the typed value already worked out.
   */
  fault(raw: string, value: string): string | null
  /** What is wrong, as the end of a sentence: "is not a date". */
  reason: string
  /** How to put it right, as a sentence. */
  remedy: string
  /** Decimals of the number that the integer stands for, where it stands for one: 2 for pence of pounds. */
  decimals?: number
  /** The value may name a person: quarantine shows its kind and length only. */
  identifier?: true
}

/** A field of the lake and the column of the file from which it comes. */
export type Column = {
  field: string
  /** Accepted header names (compared without case and spacing); a position from 1 where there is no header. */
  from: readonly string[] | number
  parser: Parser
  /** The header may do without this column; the field is then null. */
  optional?: true
  /** A blank value is a fault. */
  filled?: true
  /** Read for rules, computed fields or the period, but not written to the lake. */
  passing?: true
}

/** A field worked out from other fields of the same row, by name. */
export type Computed = { field: string; sqlType: string; sql: string; passing?: true }

/** A fault that needs more than one field: SQL over field names, true where the row is bad. */
export type Rule = { fault: string; field: string; reason: string; remedy: string }

/**
 * One line that holds several rows: for each entry the SQL, over field names, of the fields that it
 * adds. A row whose `unless` expression is true is not written.
 */
export type Spread = {
  rows: readonly Readonly<Record<string, string>>[]
  types: Readonly<Record<string, string>>
  unless?: string
}

/** What the load record says of accepted rows that stand out: SQL over field names, and the sentence for their number and first lines. */
export type Remark = { sql: string; says(rows: number, lines: string): string }

/** The period that rows belong to (a month, a financial year, "all"). */
export type Period =
  /** SQL over field names, the same text for all rows of a period. */
  | { by: 'rows'; sql: string }
  /** The financial year that `--year` or the file name gives, as "2025-26". */
  | { by: 'year'; /** Names may hold it in four digits: "2021" for 2020/21. */ short?: true }
  /** The month that `--year` or the file name gives, as "2017-09". */
  | { by: 'month in name' }
  /** The month that a header name gives. */
  | { by: 'header'; month(header: readonly string[]): string | null }
  /** The month of the newest value of a date expression over all accepted rows. */
  | { by: 'newest'; sql: string }
  | { by: 'all' }

/** What the first lines of a file, or of one sheet, show. */
export type Sample = {
  /** Names of the header as written, trimmed; for a file without header the first line's fields. */
  header: readonly string[]
  /** The lines after the header (all lines where there is none), split into trimmed fields. */
  rows: readonly (readonly string[])[]
}

export type Feed =
  | 'admitted'
  | 'outpatient'
  | 'emergency'
  | 'critical-care'
  | 'contract-aggregate'
  | 'contract-patient'
  | 'prescribing'
  | 'prescribing-practices'
  | 'prescribing-substances'
  | 'list-size'
  | 'need'
  | 'registers'
  | 'practices'
  | 'pcn-members'
  | 'providers'
  | 'membership'
  | 'successors'
  | 'reporting-dates'
  | 'price-admitted'
  | 'price-attendance'
  | 'price-mff'

/** A published or local file layout, as data. The pipeline reads any file that has one. */
export type Layout = {
  id: string
  /** Raised when the meaning of accepted rows changes, so that the same bytes load anew. */
  version: number
  feed: Feed
  /** What it is, for people: "English Prescribing Dataset with SNOMED codes (2025 on)". */
  title: string
  kind: 'csv' | 'xlsx'
  header: 'first line' | 'none'
  /** Header names which together are found in this layout alone. Empty where there is no header. */
  marks: readonly string[]
  /** A further look at the content, needed where there is no header; true when it fits. */
  fits?(sample: Sample): boolean
  /** Fields on each line where there is no header. */
  width?: number
  columns: readonly Column[]
  computed?: readonly Computed[]
  rules?: readonly Rule[]
  /** Fields that name a row: a later row with the same values is quarantined. */
  key?: readonly string[]
  spread?: Spread
  /** SQL over raw text fields by name: true for a total row, which is counted and not loaded. */
  totals?: string
  period: Period
  /** SQL over field names for what a later load replaces within a period; "all" when not given. */
  part?: string
  /** SQL over field names: first and last date that a row covers. */
  dates?: { from: string; to: string }
  /** SQL over field names: the day on which the file was made, the newest of which is kept. */
  extractDate?: string
  /** Integer fields, of money or people, whose exact sums the load record keeps. */
  sums?: readonly string[]
  /** Rows are about single patients: quarantine masks every value that could name one. */
  patients?: true
  /** Prepares the connection (keys, lookups) before the layout's SQL runs. */
  prepare?(duck: Duck, home: Home): Promise<void>
  /** Sentences for the load record, beyond what the pipeline says itself. */
  notes?(sample: Sample): readonly string[]
  /** Rows that are accepted and yet worth a sentence. */
  remarks?: readonly Remark[]
}
