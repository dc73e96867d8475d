import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { referencePath } from './reference.ts'

/**
 * The published catalogue of opportunities read as it stands: a second evaluator of its own rules, record by record,
 * that shares nothing with the definitions or their SQL.
 */
type Node = Readonly<Record<string, unknown>>

/** A record by the catalogue's names of fields; dates as days since 1970, lists apart. */
export type Row = {
  record: number
  person: string | null
  counted: boolean
  [field: string]: string | number | boolean | readonly string[] | null
}
export type RowsBySetting = Readonly<Record<'apc' | 'op' | 'ec', readonly Row[]>>

const place = (...parts: string[]): string => referencePath('data', 'opportunities', ...parts)
const node = z.record(z.string(), z.unknown())
const nodes = z.array(node)
const text = z.string()
const span = z.object({ min: z.number().optional(), max: z.number().optional() })

const catalogueEntry = z.looseObject({
  id: text,
  kind: text,
  status: text,
  precedence: z.number(),
  setting: z.enum(['apc', 'op', 'ec']),
  base: text,
  criteria: node,
  attributableFraction: node.optional(),
  residualOf: z
    .looseObject({ kinds: z.array(text), minLengthOfStay: z.number().optional() })
    .optional(),
})

const tables = new Map<string, Record<string, string>[]>()
const lookup = (file: string): Record<string, string>[] => {
  const known = tables.get(file)
  if (known) return known
  const [head = '', ...lines] = readFileSync(place(file), 'utf8').trim().split(/\r?\n/)
  const names = head.split(',')
  const rows = lines.map((line) => {
    const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) =>
      cell.replace(/^"|"$/g, ''),
    )
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  })
  tables.set(file, rows)
  return rows
}

const within = (value: number, limits: unknown): boolean => {
  const { min = -Infinity, max = Infinity } = span.parse(limits)
  return value >= min && value <= max
}

const valuesOf = (row: Row, field: string): readonly string[] => {
  const value = row[field] ?? null
  if (value === null) return []
  return typeof value === 'object' ? value : [String(value)]
}

const dayOf = (name: string, index: Row, prior: Row | null): number | null => {
  const [whose, field = ''] = name.includes('.') ? name.split('.') : ['index', name]
  const value = (whose === 'prior' ? prior : index)?.[field]
  return typeof value === 'number' ? value : null
}

/** A reader of the catalogue over some records: which of them, with what weight, each definition finds. */
export const readCatalogueRules = (rows: RowsBySetting) => {
  const entries = z
    .array(catalogueEntry)
    .parse(JSON.parse(readFileSync(place('catalogue.json'), 'utf8')))
  const bases = z
    .record(text, z.looseObject({ criteria: node }))
    .parse(JSON.parse(readFileSync(place('base-populations.json'), 'utf8')))
  const byPerson = new Map(
    (['apc', 'op', 'ec'] as const).map((setting) => [
      setting as string,
      Map.groupBy(rows[setting], ({ person }) => person),
    ]),
  )
  const othersOf = (dataset: unknown, { person, record }: Row): Row[] =>
    person === null
      ? []
      : (byPerson.get(text.parse(dataset))?.get(person) ?? []).filter(
          (other) => other.record !== record,
        )

  const inTable = (row: Row, field: string, given: unknown): boolean => {
    const {
      file,
      column,
      match,
      where = {},
    } = z
      .object({ file: text, column: text, match: text, where: z.record(text, text).optional() })
      .parse(given)
    const codes = lookup(file)
      .filter((line) => Object.entries(where).every(([key, value]) => line[key] === value))
      .map((line) => line[column] ?? '')
    return valuesOf(row, field).some((value) =>
      codes.some((code) => (match === 'prefix' ? value.startsWith(code) : value === code)),
    )
  }

  const leaf = (row: Row, { field, op, values, table, ...limits }: Node): boolean => {
    const name = text.parse(field)
    const own = valuesOf(row, name)
    const codes = values === undefined ? [] : z.array(text).parse(values)
    const begins = (value: string): boolean => codes.some((code) => value.startsWith(code))
    switch (op) {
      case 'in':
        return own.some((value) => codes.includes(value))
      case 'startsWith':
        return own.some(begins)
      case 'notIn':
        return own.length > 0 && !own.some((value) => codes.includes(value))
      case 'notStartsWith':
        return own.length > 0 && !own.some(begins)
      case 'allIn':
        return own.every((value) => codes.includes(value))
      case 'between':
        return own.length > 0 && within(Number(own[0]), limits)
      case 'isEmpty':
        return own.length === 0
      case 'isPresent':
        return own.length > 0
      case 'inTable':
        return inTable(row, name, table)
      case 'exceedsTable': {
        const { file, keyField, keyColumn, valueColumn } = z
          .object({ file: text, keyField: text, keyColumn: text, valueColumn: text })
          .parse(table)
        const found = lookup(file).find((line) => line[keyColumn] === valuesOf(row, keyField)[0])
        const most = found?.[valueColumn] ?? ''
        return own.length > 0 && most !== '' && Number(own[0]) > Number(most)
      }
      default:
        throw new Error(`The catalogue has a test that is not known here: ${String(op)}`)
    }
  }

  const score = (row: Row, given: unknown): boolean => {
    const { table, codeColumn, pointsColumn, codeField, codeLength, priorRecords, ...limits } = z
      .looseObject({
        table: text,
        codeColumn: text,
        pointsColumn: text,
        codeField: text,
        codeLength: z.number(),
        priorRecords: z.object({ dataset: text, dates: node }),
      })
      .parse(given)
    if (row.person === null) return false
    const earlier = othersOf(priorRecords.dataset, row).filter((prior) =>
      holds(row, priorRecords.dates, prior),
    )
    const codes = new Set(
      [row, ...earlier]
        .flatMap((one) => valuesOf(one, codeField))
        .filter((code) => code.length > codeLength)
        .map((code) => code.slice(0, codeLength)),
    )
    const points = lookup(table)
      .filter((line) => codes.has(line[codeColumn] ?? ''))
      .reduce((sum, line) => sum + Number(line[pointsColumn]), 0)
    return within(points, limits)
  }

  const holds = (row: Row, rule: Node, prior: Row | null = null): boolean => {
    if (rule['all']) return nodes.parse(rule['all']).every((one) => holds(row, one, prior))
    if (rule['any']) return nodes.parse(rule['any']).some((one) => holds(row, one, prior))
    if (rule['not']) return !holds(row, node.parse(rule['not']), prior)
    if (rule['daysBetween']) {
      const { from, to, ...limits } = z
        .looseObject({ from: text, to: text })
        .parse(rule['daysBetween'])
      const [first, last] = [dayOf(from, row, prior), dayOf(to, row, prior)]
      return first !== null && last !== null && within(last - first, limits)
    }
    if (rule['linked']) {
      const { dataset, priorBase, minCount, criteria, dates } = node.parse(rule['linked'])
      const conditions = [
        ...(typeof priorBase === 'string' ? [bases[priorBase]?.criteria ?? {}] : []),
        ...(criteria === undefined ? [] : [node.parse(criteria)]),
      ]
      const found = othersOf(dataset, row).filter(
        (other) =>
          conditions.every((one) => holds(other, one)) && holds(row, node.parse(dates), other),
      )
      return found.length >= Number(minCount)
    }
    return rule['score'] ? score(row, rule['score']) : leaf(row, rule)
  }

  const weigh = (row: Row, given: Node): number => {
    const rule = z
      .looseObject({
        table: text,
        where: z.record(text, text).optional(),
        codeField: text,
        codeColumn: text,
        codeMatch: text,
        sexColumn: text.optional(),
        ageMinColumn: text.optional(),
        ageMaxColumn: text.optional(),
        outcome: z
          .object({
            column: text,
            field: text,
            diedValues: z.array(text),
            ifDied: text,
            otherwise: text,
          })
          .optional(),
        fractionColumn: text,
      })
      .parse(given)
    const codes = valuesOf(row, rule.codeField)
    const fits = (line: Record<string, string>): boolean => {
      const code = line[rule.codeColumn] ?? ''
      const age = Number(row['age'])
      const { outcome } = rule
      const ended =
        outcome &&
        (outcome.diedValues.some((value) => valuesOf(row, outcome.field).includes(value))
          ? outcome.ifDied
          : outcome.otherwise)
      return (
        codes.some((own) => (rule.codeMatch === 'prefix' ? own.startsWith(code) : own === code)) &&
        Object.entries(rule.where ?? {}).every(([key, value]) => line[key] === value) &&
        (rule.sexColumn === undefined || line[rule.sexColumn] === row['sex']) &&
        (rule.ageMinColumn === undefined || age >= Number(line[rule.ageMinColumn])) &&
        (rule.ageMaxColumn === undefined ||
          ((line[rule.ageMaxColumn] || '999') >= '' &&
            age <= Number(line[rule.ageMaxColumn] || 999))) &&
        (!outcome || ['', ended].includes(line[outcome.column]))
      )
    }
    return Math.max(
      0,
      ...lookup(rule.table)
        .filter(fits)
        .map((line) => Number(line[rule.fractionColumn])),
    )
  }

  const own = new Map(
    entries.map((entry) => {
      const base = bases[entry.base]?.criteria ?? {}
      const met = rows[entry.setting].filter(
        (row) => row.counted && holds(row, base) && holds(row, entry.criteria),
      )
      const weighed = met.map((row): [number, number] => [
        row.record,
        entry.attributableFraction ? weigh(row, entry.attributableFraction) : 1,
      ])
      return [entry.id, new Map(weighed.filter(([, weight]) => weight > 0))]
    }),
  )
  return entries.map(({ id, setting, residualOf, status, precedence }) => {
    const mine = own.get(id) ?? new Map<number, number>()
    if (!residualOf) return { id, status, precedence, records: mine }
    const nearer = entries.filter(
      (other) =>
        !other.residualOf &&
        other.setting === setting &&
        other.status === 'current' &&
        residualOf.kinds.includes(other.kind),
    )
    const nights = new Map(rows[setting].map((row) => [row.record, Number(row['length_of_stay'])]))
    const left = [...mine].filter(
      ([record]) =>
        !nearer.some((other) => own.get(other.id)?.has(record)) &&
        (nights.get(record) ?? 0) >= (residualOf.minLengthOfStay ?? 0),
    )
    return { id, status, precedence, records: new Map(left) }
  })
}
