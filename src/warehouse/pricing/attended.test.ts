import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Row } from '../../stores/duck.ts'
import {
  openBothEngines,
  type BothEngines,
  type Columns,
  type Example,
} from './invented-months/both-engines.ts'

describe('the prices of attendances', () => {
  let engines: BothEngines
  before(async () => {
    engines = await openBothEngines()
  })
  after(() => {
    engines.duck.close()
    rmSync(engines.folder, { recursive: true })
  })

  /** The lines of the records in their order; both engines must agree on every column. */
  const price = async (example: Example): Promise<Columns[]> => {
    const { sql, plain } = await engines.price(example)
    for (const [key, line] of sql) assert.deepEqual(line, plain.get(key))
    return example.records.map((_, i) => sql.get(`R${i + 1}`) ?? {})
  }

  const factors = [['WXA', 1_000_000] as const]

  describe('attendances', () => {
    const unitCosts = [
      ['Consultant Led', 'WF01A', 1_922_812],
      ['Consultant Led', 'WF01B', 2_320_678],
      ['Non Consultant Led', 'WF01B', 1_562_722],
      ['Emergency Care', 'VB08Z', 2_609_285],
      ['Emergency Care', 'VB11Z', 1_237_471],
      ['Diagnostic Imaging', 'RD01A', 1_616_492],
    ] as const
    /** The lines of some appointments, in their order; both engines must agree. */
    const seen = async (...changes: Row[]): Promise<Columns[]> => {
      const records = changes.map((columns) => ({
        attendance_date: '2017-10-09',
        attendance_status: '5',
        first_attendance: '1',
        main_specialty: '100',
        hrg: 'WF01B',
        ...columns,
      }))
      const prices = [{ hrg: 'JC43A', outpatient_procedure: 11_300 }]
      return price({ kind: 'outpatient', month: '2017-10', records, prices, unitCosts, factors })
    }
    const arrived = async (...changes: Row[]): Promise<Columns[]> => {
      const records = changes.map((columns) => ({
        arrival_date: '2017-10-09',
        department_type: '01',
        hrg: 'VB08Z',
        ...columns,
      }))
      return price({ kind: 'emergency', month: '2017-10', records, unitCosts, factors })
    }
    const only = (lines: readonly Columns[], ...names: string[]): string[] =>
      lines.map((line) => names.map((name) => line[name]).join(' '))

    test('WF01B is the first visit and WF01A the follow-up, whoever leads it', async () => {
      const lines = await seen({}, { hrg: 'WF01A' }, { main_specialty: '950' })
      assert.deepEqual(only(lines, 'pod', 'cost_pence'), [
        'OPFASPCL 23207',
        'OPFUPSPCL 19228',
        'OPFASPNCL 15627',
      ])
    })

    test('a procedure price replaces the attendance; an HRG without one is an attendance', async () => {
      const lines = await seen({ hrg: 'JC43A' }, { hrg: 'BZ34C', first_attendance: '2' })
      assert.deepEqual(only(lines, 'pod', 'currency', 'cost_pence', 'stand_in'), [
        'OPPROC  11300 false',
        'OPFUPSPCL WF01A 19228 true',
      ])
    })

    test('a clock stop and a patient who was not seen are not activity', async () => {
      const lines = await seen(
        { first_attendance: '5' },
        { attendance_status: '3' },
        { attendance_status: '6' },
      )
      assert.deepEqual(only(lines, 'status', 'reason'), [
        'excluded clock stop, not activity',
        'excluded not attended',
        'priced ',
      ])
    })

    test('imaging is added to an outpatient attendance at its unit cost and count', async () => {
      const lines = await seen({ unbundled: 'RD01A*2' }, { unbundled: 'RD99Z' })
      assert.deepEqual(only(lines, 'status', 'unbundled_e4'), ['priced 3232984', 'no price '])
    })

    test('emergency departments of type 3 are priced at the simplest code and walk-ins locally', async () => {
      const types = ['01', '03', '04', '99']
      const lines = await arrived(...types.map((department_type) => ({ department_type })))
      assert.deepEqual(only(lines, 'currency', 'cost_pence', 'reason'), [
        ' 26093 ',
        'VB11Z 12375 ',
        '  local price',
        '  cannot be classed',
      ])
    })
  })
})
