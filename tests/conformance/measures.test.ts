import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { changePoints } from '../../src/engines/measures/change.ts'
import { centiles, deciles, percentiles, ratioOf } from '../../src/engines/measures/percentiles.ts'
import {
  costSaving,
  isAssessable,
  shareSaving,
  sumOfPositive,
  unitCosts,
  type Split,
} from '../../src/engines/measures/savings.ts'
import { importMeasure, loadMeasures } from '../../src/features/measures/measures.ts'
import { needs, referencePath } from './reference.ts'

/** Where Steward's answer is deliberately another than the published one, and why. */
const deviations = {
  'no list size':
    'A practice without a list has its whole spend counted as a saving (gluten-free foods, P00000: £304.80). Here it is not assessable.',
}

const folder = 'data/openprescribing'
const read = (...path: string[]): string => readFileSync(referencePath(folder, ...path), 'utf8')

type Row = Record<string, string>
const csv = (text: string): Row[] => {
  const [head = '', ...lines] = text.trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  })
}

const close = (mine: number | null | undefined, theirs: string | undefined, what: string): void => {
  if (theirs === undefined || theirs === '') return assert.equal(mine ?? null, null, what)
  const wanted = Number(theirs)
  assert.ok(
    mine !== null &&
      mine !== undefined &&
      Math.abs(mine - wanted) <= 1e-7 * Math.max(1, Math.abs(wanted)),
    `${what}: ${mine} for ${wanted}`,
  )
}

const levels = ['practice', 'pcn', 'ccg', 'stp', 'regional_team'] as const

const splitOf = (rows: readonly Row[]): Split => {
  const sum = (key: string): number => rows.reduce((all, row) => all + Number(row[key] || 0), 0)
  return {
    numeratorQuantity: sum('numerator_quantity'),
    numeratorCost: sum('numerator_cost'),
    otherQuantity: sum('other_quantity'),
    otherCost: sum('other_cost'),
  }
}

describe(
  'percentiles and savings at five levels',
  needs(`${folder}/derived/functional_hierarchy`),
  () => {
    const organisations = csv(read('derived/functional_hierarchy/input_organisations.csv'))
    const rows = csv(read('derived/functional_hierarchy/input_practice_quantities.csv'))
    const values = Map.groupBy(
      csv(read('derived/functional_hierarchy/expected_values.csv')),
      (row) => `${row['measure']} ${row['month']} ${row['org_type']}`,
    )
    const globals = csv(read('derived/functional_hierarchy/expected_globals.csv'))

    test('every value, percentile, centile and saving agrees', () => {
      let checks = 0
      const parents = new Map(organisations.map((row) => [row['practice'], row]))
      for (const global of globals) {
        const { measure, month, org_type: level = '' } = global
        const here = rows.filter((row) => row['measure'] === measure && row['month'] === month)
        const column =
          levels.find((one) => one === level || (level === 'regtm' && one === 'regional_team')) ??
          'practice'
        const codes = [...new Set(organisations.map((row) => row[column] ?? ''))].filter(
          (code) => code !== '',
        )
        const splits = codes.map((code) =>
          splitOf(here.filter((row) => parents.get(row['practice'])?.[column] === code)),
        )
        const ratios = splits.map((one) =>
          ratioOf(one.numeratorQuantity, one.numeratorQuantity + one.otherQuantity),
        )
        const bands = centiles(ratios)
        const places = percentiles(ratios)
        const prices = unitCosts(splits)
        const savings = splits.map((one) =>
          bands.map((band) =>
            band === null ? { notAssessable: 'none' } : shareSaving(one, band, prices),
          ),
        )
        for (const [i, decile] of deciles.entries()) {
          close(bands[i], global[`p${decile}`], `${measure} ${month} ${level} p${decile}`)
          close(
            sumOfPositive(savings.map((own) => own[i] ?? 0)),
            global[`saving_${decile}`],
            `${measure} ${month} ${level} saving ${decile}`,
          )
          checks += 2
        }
        for (const expected of values.get(`${measure} ${month} ${level}`) ?? []) {
          const at = codes.indexOf(expected['org_code'] ?? '')
          close(ratios[at], expected['ratio'], `${measure} ${month} ${expected['org_code']} ratio`)
          close(
            places[at],
            expected['percentile'],
            `${measure} ${month} ${expected['org_code']} percentile`,
          )
          checks += 2
          for (const [i, decile] of deciles.entries()) {
            const saving = savings[at]?.[i]
            if (saving === undefined || !isAssessable(saving)) continue
            close(
              saving,
              expected[`saving_${decile}`],
              `${measure} ${month} ${expected['org_code']} saving ${decile}`,
            )
            checks++
          }
        }
      }
      assert.ok(checks > 15_000, `${checks} checks`)
    })

    test(`a practice without a list is not assessable: ${deviations['no list size']}`, () =>
      assert.deepEqual(costSaving(304.8, null, 0), { notAssessable: 'no list size' }))
  },
)

const cases = (): { name: string; values: (number | null)[]; marks: string[] }[] =>
  read('upstream/fixtures/alert_test_cases.txt')
    .split(/^#/m)
    .slice(1)
    .map((block) => {
      const [name = '', numbers = '', marks = ''] = block.split('\n')
      const width = Math.max(numbers.length, marks.length)
      const cells = (line: string): string[] =>
        Array.from({ length: Math.ceil(width / 4) }, (_, i) => line.slice(i * 4, i * 4 + 4).trim())
      const values = cells(numbers).map((cell) => (cell === '' ? null : Number(cell)))
      while (values.at(-1) === null) values.pop()
      return { name: name.trim(), values, marks: cells(marks) }
    })

describe('changes that are told', needs(`${folder}/upstream/fixtures`), () => {
  test('the 25 published cases are told in the same months and directions', () => {
    const all = cases()
    assert.equal(all.length, 25)
    for (const { name, values, marks } of all) {
      const told = values.map(() => '')
      for (const { index, direction } of changePoints(values, { window: 3, sensitivity: 5 }))
        told[index] = direction.slice(0, 1)
      assert.deepEqual(
        told,
        values.map((_, i) => marks[i] ?? ''),
        name,
      )
    }
  })
})

const catalogue = z.array(
  z.object({
    id: z.string(),
    numerator_type: z.string(),
    denominator_type: z.string(),
    is_percentage: z.boolean(),
    numerator_codes: z.array(z.string()),
    denominator_codes: z.array(z.string()),
    numerator_sql_driven: z.boolean(),
    denominator_sql_driven: z.boolean(),
  }),
)

describe('measures of code lists', needs(`${folder}/derived/measure_catalogue.json`), () => {
  test('all 33 are defined here with the same codes and kinds of count', () => {
    const published = catalogue.parse(JSON.parse(read('derived/measure_catalogue.json')))
    const pure = published.filter((one) => !one.numerator_sql_driven && !one.denominator_sql_driven)
    assert.equal(pure.length, 33)
    const own = new Map(
      loadMeasures().map((measure) => [/^code list (\w+) of/.exec(measure.source)?.[1], measure]),
    )
    for (const one of pure) {
      const measure = own.get(one.id)
      assert.ok(measure, one.id)
      const { numerator, denominator } = measure
      assert.deepEqual(
        'codes' in numerator && numerator.codes.toSorted(),
        one.numerator_codes.toSorted(),
        one.id,
      )
      assert.equal(`bnf_${numerator.count}`, one.numerator_type, one.id)
      if (one.denominator_type === 'list_size') assert.equal(denominator.count, 'patients', one.id)
      else
        assert.deepEqual(
          'codes' in denominator && denominator.codes.toSorted(),
          one.denominator_codes.toSorted(),
          one.id,
        )
      assert.equal(measure.per === 100, one.is_percentage, one.id)
    }
  })

  test('the published test definitions are read in their JSON form', () => {
    for (const id of ['desogestrel', 'coproxamol', 'glutenfree']) {
      const made = importMeasure(
        `own-${id}`,
        read(`upstream/test_measure_definitions/${id}.json`),
        '2020-04-20',
      )
      assert.ok(made.ok, id)
      assert.ok(
        'codes' in made.value.numerator &&
          made.value.numerator.codes.every((code) => !code.includes('#')),
      )
    }
  })
})
