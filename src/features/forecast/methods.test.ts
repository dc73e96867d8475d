import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { scaleTo } from '../../engines/forecast/group/line.ts'
import { pastWidth } from '../../engines/forecast/group/quantile.ts'
import { growth } from '../../engines/forecast/group/scale.ts'
import { coursesOf } from '../../engines/forecast/methods/course.ts'
import { profileOutturn, straightLine } from '../../engines/forecast/methods/outturn.ts'
import { trendAndMonth } from '../../engines/forecast/methods/trend-and-month.ts'
import { chainLadder } from '../../engines/forecast/steps/chain-ladder.ts'
import { wholeParts } from '../../engines/forecast/steps/whole-parts.ts'

const folder = new URL('../../../docs/methods/', import.meta.url)
const pages = readdirSync(folder).filter((name) => /^forecast-.*\.md$/.test(name))
const numbers = z.array(z.number())
const named = z.record(z.string(), z.number())
const sum = (values: Iterable<number>): number => {
  let all = 0
  for (const value of values) all += value
  return all
}

/** What the engines make of each kind of example, by the names that the page gives. */
const worked: Readonly<Record<string, (example: unknown) => unknown>> = {
  outturn: (example) => {
    const { values, known } = z.object({ values: numbers, known: z.number() }).parse(example)
    const toDate = sum(values.slice(-known))
    const courses = coursesOf({
      values: Float64Array.from(values),
      first: 0,
      window: known,
      ahead: 12 - known,
    })
    return {
      'straight line': straightLine(toDate, known),
      'seasonal profile': profileOutturn(values, known).outturn,
      'trend and month': toDate + sum(courses['trend and month']),
      share: profileOutturn(values, known).share,
    }
  },
  growth: (example) => z.object({ months: numbers }).parse(example).months.map(growth),
  width: (example) => {
    const { sizes, share } = z.object({ sizes: numbers, share: z.number() }).parse(example)
    return pastWidth(sizes, share)
  },
  sum: (example) => {
    const { values, ahead } = z.object({ values: numbers, ahead: z.number() }).parse(example)
    return trendAndMonth(values, 0, ahead).total
  },
  'chain ladder': (example) => {
    const { versions, age, rows } = z
      .object({
        versions: z.array(z.object({ month: z.string(), age: z.number(), rows: z.number() })),
        age: z.number(),
        rows: z.number(),
      })
      .parse(example)
    const { factor, error } = chainLadder(versions).completion(age, rows)
    return { factor, error }
  },
  scale: (example) => {
    const { practices, group } = z.object({ practices: numbers, group: z.number() }).parse(example)
    return scaleTo(
      Float64Array.of(group),
      practices.map((own) => Float64Array.of(own)),
    ).map(([own]) => own)
  },
  whole: (example) => wholeParts(z.object({ values: numbers }).parse(example).values),
}

/** As many digits as the page prints. */
const assertPrinted = (made: unknown, said: unknown, what: string): void => {
  if (typeof said === 'number') {
    const digits = String(said).split('.')[1]?.length ?? 0
    assert.equal(Number(z.number().parse(made).toFixed(digits)), said, what)
  } else if (Array.isArray(said)) {
    const list = z.array(z.unknown()).parse(made)
    assert.equal(list.length, said.length, what)
    for (const [i, each] of said.entries()) assertPrinted(list[i], each, `${what}, ${i}`)
  } else {
    const values = named.parse(made)
    for (const [name, each] of Object.entries(named.parse(said)))
      assertPrinted(values[name], each, `${what}, ${name}`)
  }
}

describe('the pages on methods of forecasts', () => {
  for (const name of pages) {
    test(`${name}: every example comes out as it says`, () => {
      const text = readFileSync(new URL(name, folder), 'utf8')
      const examples = [...text.matchAll(/^```vector\n([^]*?)^```/gm)].map(([, yaml = '']) =>
        z
          .looseObject({ method: z.string(), expect: z.unknown() })
          .parse(parse(yaml, { schema: 'core' })),
      )
      assert.ok(examples.length > 0)
      for (const example of examples) {
        const work = worked[example.method]
        assert.ok(work, example.method)
        assertPrinted(work(example), example.expect, `${name}: ${example.method}`)
      }
    })
  }
})
