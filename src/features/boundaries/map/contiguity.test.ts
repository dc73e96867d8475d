import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { z } from 'zod'
import { neighbours, onPlane, piecesOf, type Point } from './contiguity.ts'

const points = (places: readonly (readonly [number, number])[]): Point[] =>
  places.map(([east, north], i) => ({ practice: `P${i}`, east, north }))
const place = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 }))
const scatters = fc.uniqueArray(place, {
  minLength: 1,
  maxLength: 25,
  selector: ([east, north]) => `${east} ${north}`,
})

describe('contiguity', () => {
  test('practices in a row are next to each other in that row only', () => {
    const edges = neighbours(points([[0, 0], [1, 0], [2, 0], [3, 0]])) // prettier-ignore
    assert.deepEqual(edges, [
      ['P0', 'P1'],
      ['P1', 'P2'],
      ['P2', 'P3'],
    ])
    assert.deepEqual(piecesOf(['P0', 'P1', 'P3'], edges), [['P0', 'P1'], ['P3']])
  })
  test('all practices together are always one piece', () => {
    fc.assert(
      fc.property(scatters, (places) => {
        const all = points(places)
        const names = all.map(({ practice }) => practice)
        assert.equal(piecesOf(names, neighbours(all)).length, 1)
      }),
    )
  })
  test('every chosen practice is in exactly one piece', () => {
    fc.assert(
      fc.property(scatters, fc.array(fc.nat(24)), (places, picks) => {
        const all = points(places)
        const chosen = [...new Set(picks)].flatMap((i) => all[i]?.practice ?? [])
        const pieces = piecesOf(chosen, neighbours(all)).flat()
        assert.deepEqual(pieces.toSorted(), chosen.toSorted())
      }),
    )
  })
  test('two practices under one roof are next to each other and break nobody’s line', () => {
    const edges = neighbours(points([[0, 0], [0, 0], [5, 0]])) // prettier-ignore
    assert.ok(edges.some(([a, b]) => a === 'P0' && b === 'P1'))
    assert.equal(piecesOf(['P0', 'P1', 'P2'], edges).length, 1)
  })
  test('a degree north is 111 km, a degree east less so', () => {
    const [a, b, c] = onPlane([
      { practice: 'A', latitude: 52, longitude: -1 },
      { practice: 'B', latitude: 53, longitude: -1 },
      { practice: 'C', latitude: 52, longitude: 0 },
    ])
    assert.ok(a && b && c)
    assert.equal(Math.round(b.north - a.north), 111)
    assert.equal(Math.round(c.east - a.east), 68)
  })
  test('the worked example comes out as its page says', () => {
    const text = readFileSync(
      new URL('../../../../docs/methods/boundary-contiguity.md', import.meta.url),
      'utf8',
    )
    const [, block = ''] = /```vector\n([^]*?)```/.exec(text) ?? []
    const { kilometres, chosen, expect } = z
      .object({
        method: z.literal('contiguity'),
        kilometres: z.record(z.string(), z.tuple([z.number(), z.number()])),
        chosen: z.array(z.string()),
        expect: z.object({
          neighbours: z.array(z.string()),
          pieces: z.array(z.array(z.string())),
        }),
      })
      .parse(parse(block))
    const all = Object.entries(kilometres).map(([practice, [east, north]]) => ({
      practice,
      east,
      north,
    }))
    const edges = neighbours(all)
    assert.deepEqual(
      edges.map((pair) => pair.join(' ')),
      expect.neighbours,
    )
    assert.deepEqual(piecesOf(chosen, edges), expect.pieces)
  })
})
