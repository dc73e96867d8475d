import assert from 'node:assert/strict'
import { everything, type Viewer } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { loadMeasures, type PracticeSeries } from '../measures/measures.ts'
import { askedOf, askedQuery } from './asked.ts'
import { loadVariation, type Variation } from './load.ts'

/** For tests: who leads a practice of the invented build. */
export const lead: Viewer = {
  person: 7,
  name: 'Dr Ivy Bramblewick',
  appointments: [{ role: 'practice-lead', practice: 'P81001', locality: null, topic: null }],
  via: 'web',
  from: 'a test',
}

/** For tests: who reads for the payer. */
export const payer: Viewer = {
  ...lead,
  person: 9,
  appointments: [{ role: 'payer-reader', practice: null, locality: null, topic: null }],
}

/** For tests: a measure of hospital care in which each practice of 1,000 patients has so many events. */
export const inventedHospital = async (
  served: Served,
  events: readonly number[],
): Promise<Variation> => {
  const [measure] = loadMeasures().filter(({ id }) => id === 'emergency-admissions')
  assert.ok(measure)
  const array = (value: number): Float64Array => Float64Array.of(value)
  const practices = events.map((count, i): [string, PracticeSeries] => [
    `P8100${i + 1}`,
    {
      numerator: array(count),
      denominator: array(1000),
      weighted: null,
      events: array(count),
      of: array(1000),
      split: null,
    },
  ])
  const months = ['2020-03'] as const
  const series = { measure, months, covered: [true], isShare: false, practices: new Map(practices) }
  const span = { first: '2020-03', last: '2020-03' } as const
  const asked = { ...askedOf(askedQuery.parse({}), span, 'CW'), span: 1 as const }
  return loadVariation(everything, served, series, asked, { kind: 'all' })
}
