import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Row } from '../../stores/duck.ts'
import { openBothEngines, type BothEngines } from './invented-months/both-engines.ts'

describe('the practice of a line', () => {
  let engines: BothEngines
  before(async () => {
    engines = await openBothEngines()
  })
  after(() => {
    engines.duck.close()
    rmSync(engines.folder, { recursive: true })
  })

  /** Practice and attribution of each record in both engines, which must be the same. */
  const practicesOf = async (...records: Row[]): Promise<string[]> => {
    const { sql, plain } = await engines.price({
      kind: 'emergency',
      month: '2019-03',
      records: records.map((columns) => ({
        arrival_date: '2019-03-10',
        hrg: 'VB08Z',
        department_type: '01',
        ...columns,
      })),
      practices: [
        { practice: 'P10001', closed: '2019-03-09' },
        { practice: 'P10002', closed: '2019-03-10' },
        { practice: 'P10003', closed: '2019-03-01' },
        { practice: 'P10004', closed: null },
        { practice: 'P10005', closed: '2019-03-05' },
      ],
      successors: [
        { practice: 'P10001', successor: 'P10004', from_date: '2019-03-10' },
        { practice: 'P10002', successor: 'P10004', from_date: '2019-03-11' },
        { practice: 'P10003', successor: 'P10004', from_date: '2019-03-02' },
        { practice: 'P10003', successor: 'P10006', from_date: '2019-03-02' },
        { practice: 'P10005', successor: 'P10001', from_date: '2019-03-06' },
      ],
    })
    for (const [key, line] of sql) assert.deepEqual(line, plain.get(key))
    return records.map((_, i) => {
      const line = sql.get(`R${i + 1}`)
      return `${line?.['practice']} ${line?.['attribution']}`
    })
  }

  test('is the one that the payer derived, whatever was sent', async () => {
    const both = { practice_sent: 'P10004', practice_derived: 'P20001' }
    assert.deepEqual(await practicesOf(both), ['P20001 derived'])
  })

  test('is the one that was sent where the payer derived none', async () => {
    const sent = { practice_sent: 'P10004', practice_derived: null }
    const found = await practicesOf(sent, { ...sent, practice_derived: '' })
    assert.deepEqual(found, ['P10004 sent', 'P10004 sent'])
  })

  test('is unknown for blanks, the codes for no practice, and anything of another shape', async () => {
    const codes = [null, '', 'V81997', 'V81998', 'V81999', 'P1000', 'p10004', 'P100041']
    const found = await practicesOf(
      ...codes.map((code) => ({ practice_sent: code, practice_derived: null })),
      { practice_sent: 'P10004', practice_derived: 'V81999' },
    )
    assert.deepEqual(new Set(found), new Set([' not attributed']))
  })

  test('moves to the only successor from the day after closing', async () => {
    const found = await practicesOf({ practice_derived: 'P10001' }, { practice_derived: 'P10002' })
    assert.deepEqual(found, ['P10004 successor', 'P10002 derived'])
  })

  test('stays where there are two successors, and follows a chain of single ones', async () => {
    const found = await practicesOf({ practice_derived: 'P10003' }, { practice_derived: 'P10005' })
    assert.deepEqual(found, ['P10003 derived', 'P10004 successor'])
  })
})
