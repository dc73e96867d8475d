import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import {
  cutsOf,
  explainPath,
  formatFigure,
  membersOf,
  measures,
  parseFigure,
  type Figure,
} from './figure.ts'
import { addMonths } from './month.ts'

const parsed = (text: string): Figure => {
  const result = parseFigure(text)
  assert.ok(result.ok, result.ok ? '' : result.refusal.message)
  return result.value
}

const figures: fc.Arbitrary<Figure> = fc
  .record({
    measure: fc.constantFrom(...measures),
    where: fc.oneof(
      fc
        .tuple(
          fc.constantFrom('practice' as const, 'locality' as const, 'group' as const),
          fc.stringMatching(/^[A-Z][0-9]{5}$/),
        )
        .map(([kind, code]) => ({ kind, code })),
      fc.constantFrom({ kind: 'all' as const }, { kind: 'unattributed' as const }),
    ),
    start: fc.integer({ min: 0, max: 400 }),
    length: fc.integer({ min: 0, max: 60 }),
    picked: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    values: fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), {
      minLength: 5,
      maxLength: 5,
    }),
    build: fc.option(fc.stringMatching(/^[0-9a-f]{12}$/)),
  })
  .map(({ measure, where, start, length, picked, values, build }) => {
    const from = addMonths('2000-01', start)
    const keys = cutsOf[measure].filter((key, i) => picked[i] === true && key !== 'chapter')
    const cut = Object.fromEntries(keys.map((key, i) => [key, values[i] ?? '']))
    return { measure, where, from, to: addMonths(from, length), cut, build }
  })

test('every figure is read back from its own name', () => {
  fc.assert(
    fc.property(figures, (figure) => assert.deepEqual(parsed(formatFigure(figure)), figure)),
  )
})

test('the name of a figure passes through an address unchanged', () => {
  fc.assert(
    fc.property(figures, (figure) => {
      const path = explainPath(figure)
      assert.equal(decodeURI(new URL(path, 'http://localhost').pathname), path)
    }),
  )
})

test('a group or locality with its members of now has a name of its own, a practice has not', () => {
  const name = 'cost/group:CW:now/2019-04..2019-10'
  const read = parseFigure(name)
  assert.ok(read.ok)
  assert.deepEqual(read.value.where, { kind: 'group', code: 'CW', members: 'now' })
  assert.equal(formatFigure(read.value), name)
  assert.equal(membersOf(read.value.where), 'now')
  assert.equal(parseFigure('cost/P81001:now/2019-04').ok, false)
  assert.equal(parseFigure('cost/group:CW:then/2019-04').ok, false)
})

test('a name says measure, where, months, cut and build', () => {
  const name = 'cost/P81001/2019-04..2019-10/pod=NEL+provider=RVX@b12ab34cd56e'
  assert.deepEqual(parsed(name), {
    measure: 'cost',
    where: { kind: 'practice', code: 'P81001' },
    from: '2019-04',
    to: '2019-10',
    cut: { pod: 'NEL', provider: 'RVX' },
    build: 'b12ab34cd56e',
  })
  assert.equal(formatFigure(parsed(name)), name)
})

test('a blank cut value is written as a dash and differs from the value dash', () => {
  const blank = parsed('activity-cost/group:CW/2019-10/specialty=-')
  assert.equal(blank.cut.specialty, '')
  assert.equal(formatFigure({ ...blank, cut: { specialty: '-' } }).split('/')[3], 'specialty=~2D')
})

test('what is not a figure is refused with a sentence', () => {
  const wrong = [
    '',
    'spend/P81001/2019-10',
    'cost/p81001/2019-10',
    'cost/region:CW/2019-10',
    'cost/P81001/2019-13',
    'cost/P81001/2019-10..2019-04',
    'cost/P81001/2019-10..2019-10',
    'cost/P81001/1900-01..2019-04',
    'cost/P81001/2019-10/',
    'cost/P81001/2019-10/pod=NEL/x',
    'cost/P81001/2019-10/provider=RVX+pod=NEL',
    'cost/P81001/2019-10/pod=NEL+pod=EL',
    'cost/P81001/2019-10/chapter=01+pod=EL',
    'cost/P81001/2019-10/pod=~ZZ',
    'cost/P81001/2019-10/pod=~FF',
    'cost/P81001/2019-10/colour=red',
    'prescribing-cost/P81001/2019-10/pod=NEL',
    'patients/P81001/2019-10/pod=NEL',
    'cost/P81001/2019-10@xyz',
    'cost/P81001/2019-10@b12ab34cd56e@b12ab34cd56e',
  ]
  for (const text of wrong) {
    const result = parseFigure(text)
    assert.ok(!result.ok, text)
    assert.equal(result.refusal.code, 'unknown-figure')
    assert.match(result.refusal.message, /\.$/)
  }
})
