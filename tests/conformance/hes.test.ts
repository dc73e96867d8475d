import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { Row } from '../../src/stores/duck.ts'
import { type Tried, tryLoad } from '../../src/intake/try-load.ts'
import { needs, referencePath } from './reference.ts'

const folder = ['data', 'public', 'activity', 'artificial-hes'] as const

/** Cells of a comma-separated line that may quote. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').trim(),
  )

type Text = Readonly<Record<string, string>>

const read = async (name: string): Promise<Tried & { texts: Text[] }> => {
  const bytes = readFileSync(referencePath(...folder, name))
  const [header = '', ...lines] = bytes.toString('utf8').split(/\r?\n/)
  const names = cellsOf(header)
  const texts = lines
    .filter((line) => line !== '')
    .map((line) => {
      const cells = cellsOf(line)
      return Object.fromEntries(names.map((each, i) => [each, cells[i] ?? '']))
    })
  return { ...(await tryLoad(bytes, { name })), texts }
}

const count = <T>(values: readonly T[]): Map<T, number> => {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

const sameCounts = (rows: readonly Row[], field: string, expected: readonly unknown[]): void =>
  assert.deepEqual(count(rows.map((row) => row[field])), count(expected), field)

const dated = (text = ''): string | null => (text >= '1900' ? text.slice(0, 10) : null)
const coded = (text = ''): string | null => (/^(&|-|0000|9998|X999)?$/.test(text) ? null : text)
const aged = (text = ''): number | null => {
  const years = Number.parseInt(text, 10)
  if (Number.isNaN(years)) return null
  if (years >= 7001 && years <= 7007) return 0
  return years <= 130 ? years : null
}

const wholly = ({ record, refusal, rows, texts }: Tried & { texts: Text[] }): void => {
  assert.equal(refusal, null)
  assert.deepEqual(record?.lines, {
    physical: texts.length + 1,
    header: 1,
    totals: 0,
    accepted: texts.length,
    quarantined: 0,
  })
  assert.equal(rows.length, texts.length)
  assert.ok(rows.every((row) => row['grouped'] === false && row['hrg'] === null))
  assert.ok(rows.every((row) => row['patient_key_kind'] === 'pseudonym'))
  assert.equal(
    new Set(rows.map((row) => row['patient_key'])).size,
    new Set(texts.map((text) => text['PSEUDO_HESID'])).size,
  )
  sameCounts(
    rows,
    'practice_sent',
    texts.map((text) => coded(text['GPPRAC'])),
  )
  sameCounts(
    rows,
    'provider',
    texts.map((text) => coded(text['PROCODE3'])),
  )
}

describe('the artificial records of HES', needs('data/public/activity/artificial-hes'), () => {
  test('2,075 episodes of admitted care are accepted, with coded dates and ages taken out', async () => {
    const tried = await read('artificial_hes_apc_0102_truncated.csv')
    wholly(tried)
    const { rows, texts, record } = tried
    assert.equal(texts.length, 2_075)
    sameCounts(
      rows,
      'age',
      texts.map((text) => aged(text['STARTAGE'])),
    )
    for (const [field, column] of [
      ['admission_date', 'ADMIDATE'],
      ['discharge_date', 'DISDATE'],
      ['episode_end', 'EPIEND'],
    ] as const) {
      sameCounts(
        rows,
        field,
        texts.map((text) => dated(text[column])),
      )
    }
    sameCounts(
      rows,
      'specialty',
      texts.map((text) => coded(text['TRETSPEF'])),
    )
    sameCounts(
      rows,
      'primary_procedure',
      texts.map((text) => coded(text['OPERTN_4_01'])),
    )
    sameCounts(
      rows,
      'admission_method',
      texts.map((text) => coded(text['ADMIMETH'])),
    )
    const months = texts.map((text) => {
      const days = [text['DISDATE'], text['EPIEND'], text['EPISTART'], text['ADMIDATE']]
      return (
        days
          .map(dated)
          .find((day) => day !== null)
          ?.slice(0, 7) ?? '2002-03'
      )
    })
    assert.deepEqual(
      new Map(record?.parts.map(({ period, rows: of }) => [period, of])),
      new Map([...count(months)].sort(([a], [b]) => a.localeCompare(b))),
    )
  })

  test('1,000 outpatient appointments are accepted, with attendance type worked out', async () => {
    const tried = await read('artificial_hes_op_0304_truncated.csv')
    wholly(tried)
    const types: Readonly<Record<string, string>> = { '1': '1', '2': '2', '3': '21', '4': '22' }
    sameCounts(
      tried.rows,
      'attendance_type',
      tried.texts.map((text) =>
        ['5', '6'].includes(text['ATTENDED'] ?? '')
          ? (types[text['FIRSTATT'] ?? ''] ?? null)
          : null,
      ),
    )
  })

  test('1,000 attendances at accident and emergency are accepted', async () => {
    const tried = await read('artificial_hes_ae_0708_truncated.csv')
    wholly(tried)
    sameCounts(
      tried.rows,
      'arrival_date',
      tried.texts.map((text) => dated(text['ARRIVALDATE'])),
    )
    sameCounts(
      tried.rows,
      'age',
      tried.texts.map((text) => aged(text['ARRIVALAGE'])),
    )
  })
})
