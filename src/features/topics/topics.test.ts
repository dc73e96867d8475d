import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadMeasures, isAttended, isPrescribed } from '../measures/measures.ts'
import { loadTopics, topicSchema } from './definition.ts'

describe('topics', () => {
  const topics = loadTopics()
  const measures = new Map(loadMeasures().map((measure) => [measure.id, measure]))

  test('are the five conditions, in order of their titles', () =>
    assert.deepEqual(
      topics.map(({ id }) => id),
      ['children', 'diabetes', 'frailty', 'mental-health', 'respiratory'],
    ))

  test('name only measures that there are, each once', () => {
    for (const { id, sections } of topics) {
      const named = sections.flatMap(({ measures: own }) => own)
      assert.deepEqual(
        named.filter((measure) => !measures.has(measure)),
        [],
        id,
      )
      assert.equal(new Set(named).size, named.length, id)
    }
  })

  test('show prescribing, outpatients, admissions and cost of their condition together', () => {
    for (const { id, sections } of topics) {
      const own = sections.flatMap((section) =>
        section.measures.flatMap((measure) => measures.get(measure) ?? []),
      )
      const sides = own.map(({ numerator }) => numerator)
      assert.ok(sides.some(isPrescribed), `${id} prescribing`)
      for (const kind of ['outpatient', 'admitted'])
        assert.ok(
          sides.some((side) => isAttended(side) && side.kind === kind),
          `${id} ${kind}`,
        )
      assert.ok(
        sides.some((side) => isAttended(side) && side.count === 'cost'),
        `${id} cost`,
      )
    }
  })

  test('a topic without a section, or with a field that is not known, is refused', () => {
    const [topic] = topics
    assert.ok(topic)
    assert.equal(topicSchema.safeParse(topic).success, true)
    assert.equal(topicSchema.safeParse({ ...topic, sections: [] }).success, false)
    assert.equal(topicSchema.safeParse({ ...topic, colour: 'red' }).success, false)
  })
})
