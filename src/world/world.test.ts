import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { worldIdentifiers } from './identifiers.ts'
import type { WorldManifest } from './world.ts'
import { makeWorld } from './world.ts'

const root = mkdtempSync(join(tmpdir(), 'steward-world-'))
const folder = join(root, 'one')

const hashOf = (at: string): string => {
  const hash = createHash('sha256')
  const paths = readdirSync(at, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const path of paths) hash.update(path.slice(at.length)).update(readFileSync(path))
  return hash.digest('hex')
}

type Line = Record<string, string>
/** The lines of an extract, whose cells hold neither quotes nor commas. */
const linesOf = (path: string): Line[] => {
  const [header = '', ...lines] = readFileSync(join(folder, path), 'utf8')
    .replace('\uFEFF', '')
    .trimEnd()
    .split(/\r?\n/)
  const names = header.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  })
}
const manifest = (): WorldManifest => JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8'))
type Truths = {
  duplicates: { provider: string; byMonth: Record<string, number> }
  registeredElsewhere: { provider: string; byMonth: Record<string, number> }
  highFirstOutpatients: { practices: string[] }
  costliestPatient: { spells: string[]; pounds: number }
  opportunities: Record<string, { match: string; near: string }>
  prescribingSwitch: { brand: string; items: number; months: string[] }
  late: { provider: string; months: string[] }
  damaged: { truncated: string; oddQuote: { path: string; line: number } }
  badRows: { path: string; column: string }[]
}
const truths = (): Truths => JSON.parse(readFileSync(join(folder, 'truths.json'), 'utf8'))
const extract = (title: string, month: string, cut: 'flex' | 'freeze'): string => {
  const { files, flex } = manifest()
  const found = files.find(
    (path) =>
      path.includes(`${title}_${month.replace('-', '')}_`) &&
      flex.includes(path) === (cut === 'flex'),
  )
  assert.ok(found, `${title} of ${month}, ${cut}`)
  return found
}
const year = ['04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `2018-${month}`)
year.push('2019-01', '2019-02', '2019-03')

describe('the small world', () => {
  before(async () => {
    await makeWorld({ folder, size: 'small', threads: 1 })
  })
  after(() => rmSync(root, { recursive: true, force: true }))

  test('is the same bytes from one thread and from two', async () => {
    const again = join(root, 'two')
    await makeWorld({ folder: again, size: 'small', threads: 2 })
    assert.equal(hashOf(again), hashOf(folder))
  })

  test('names its files in the order in which they came, and every one is there', () => {
    const { files, flex, refused } = manifest()
    for (const path of files) assert.ok(existsSync(join(folder, path)), path)
    assert.equal(new Set(files).size, files.length)
    for (const path of flex) assert.ok(files.includes(path), path)
    for (const path of refused) {
      assert.ok(existsSync(join(folder, path)) && !files.includes(path), path)
    }
    const days = files.flatMap((path) => /_(\d{8})\.csv$/.exec(path)?.[1] ?? [])
    assert.deepEqual(days, [...days].sort())
  })

  test('holds only NHS numbers and local numbers that its list of identifiers knows', () => {
    const { nhsNumbers, localNumbers } = worldIdentifiers(folder)
    assert.ok(nhsNumbers.every((number) => /^999\d{7}$/.test(number)))
    const known = new Set(nhsNumbers)
    const local = new Set(localNumbers)
    const lines = linesOf(extract('SUSPLUS_OP', '2019-05', 'freeze'))
    const sent = lines.map((line) => line['appointment.patient.identity.nhs_number.value'] ?? '')
    assert.ok(sent.every((number) => number === '' || known.has(number)))
    assert.ok(
      lines.every((line) =>
        local.has(line['appointment.patient.identity.local_patient_identifier.value'] ?? ''),
      ),
    )
    assert.ok(sent.filter((number) => number !== '').length > 0.99 * sent.length)
  })

  test('has the yearly volumes of its share of the county', () => {
    const share = 30_000 / 650_000
    const count = (title: string, keep: (line: Line) => boolean): number =>
      year.reduce((sum, month) => {
        const lines = linesOf(extract(title, month, 'freeze'))
        return sum + lines.filter(keep).length
      }, 0)
    const near = (value: number, expected: number): void =>
      assert.ok(Math.abs(value / (expected * share) - 1) < 0.06, `${value} of ${expected * share}`)
    near(
      count('SUSPLUS_ECDS', () => true),
      243_000,
    )
    near(
      count('SUSPLUS_OP', (line) => ['5', '6'].includes(line['appointment.attended_or_dna'] ?? '')),
      943_000,
    )
    near(
      count(
        'SUSPLUS_APC_EPISODES',
        (line) => line['number'] === '1' && line['spell.discharge.date'] !== '',
      ),
      204_000,
    )
  })

  test('plants as many duplicates and lines from elsewhere as its truths say', () => {
    const { duplicates, registeredElsewhere } = truths()
    const month = '2019-05'
    const lines = linesOf(extract('SUSPLUS_OP', month, 'freeze')).filter(
      (line) =>
        line['appointment.commissioning.service_agreement.provider'] === duplicates.provider,
    )
    const seen = new Set<string>()
    const twice = lines.filter((line) => {
      const key = Object.entries(line)
        .filter(([name]) => name !== 'system.record.identifier')
        .map(([, value]) => value)
        .join('|')
      const again = seen.has(key)
      seen.add(key)
      return again
    })
    assert.equal(twice.length, duplicates.byMonth[month])
    const outside = lines.filter(
      (line) =>
        line['appointment.patient.registration_derived.general_practice_from_pds']?.startsWith(
          'W59',
        ) && line['appointment.patient.registration.general_practice']?.startsWith('W59') === false,
    )
    assert.equal(outside.length, registeredElsewhere.byMonth[month])
  })

  test('plants a match and a near miss for each of 101 opportunities', () => {
    const { opportunities } = truths()
    const keys = new Set(
      ['SUSPLUS_APC_EPISODES', 'SUSPLUS_OP', 'SUSPLUS_ECDS'].flatMap((title) =>
        linesOf(extract(title, '2019-06', 'freeze')).map(
          (line) => line['system.record.identifier'],
        ),
      ),
    )
    assert.equal(Object.keys(opportunities).length, 101)
    for (const { match, near } of Object.values(opportunities)) {
      assert.ok(keys.has(match), match)
      assert.ok(keys.has(near), near)
    }
  })

  test('holds the costly patient, the late provider, the damage and the bad rows', () => {
    const { costliestPatient, late, damaged, badRows } = truths()
    assert.ok(Math.abs(costliestPatient.pounds - 310_000) < 2_000)
    const stays = linesOf(extract('SUSPLUS_CRITICAL_CARE', '2019-09', 'freeze'))
    assert.ok(
      stays.some(
        (line) => line['spell.hospital_provider_spell_number'] === costliestPatient.spells[1],
      ),
    )
    const absent = linesOf(extract('SUSPLUS_ECDS', late.months[0] ?? '', 'flex'))
    assert.ok(
      absent.every((line) => line['commissioning.service_agreement.provider'] !== late.provider),
    )
    assert.throws(() => gunzipSync(readFileSync(join(folder, damaged.truncated))))
    const text = readFileSync(join(folder, damaged.oddQuote.path), 'utf8').split('\n')
    assert.equal(text[damaged.oddQuote.line - 1]?.split('"').length, 2)
    for (const { path } of badRows) assert.ok(existsSync(join(folder, path)))
    assert.equal(badRows.length % 9, 0)
  })

  test('lists add up: each practice’s bands to its total, and its total to the list of all', () => {
    const bands = linesOf('files/lists/gp-reg-pat-prac-quin-age_201904.csv').filter(
      (line) => line['ORG_TYPE'] === 'GP',
    )
    const all = linesOf('files/lists/gp-reg-pat-prac-all_201904.csv')
    for (const line of all) {
      const own = bands.filter((band) => band['ORG_CODE'] === line['CODE'])
      const sum = (keep: (band: Line) => boolean): number =>
        own.filter(keep).reduce((total, band) => total + Number(band['NUMBER_OF_PATIENTS']), 0)
      const total = Number(line['NUMBER_OF_PATIENTS'])
      assert.equal(
        sum((band) => band['SEX'] === 'ALL'),
        total,
      )
      assert.equal(
        sum((band) => band['SEX'] !== 'ALL' && band['AGE_GROUP_5'] !== 'ALL'),
        total,
      )
    }
  })

  test('has disease registers over their own lists, higher where the list is older, and one above its list', () => {
    const file = manifest().files.find((path) => path.endsWith('PREVALENCE_1920.csv'))
    assert.ok(file)
    const lines = linesOf(file)
    const number = (line: Line | undefined, name: string): number => Number(line?.[name])
    const practices = [...new Set(lines.map((line) => line['PRACTICE_CODE']))]
    assert.equal(lines.length, practices.length * 21)
    const above = lines.filter(
      (line) => number(line, 'REGISTER') > number(line, 'PRACTICE_LIST_SIZE'),
    )
    assert.deepEqual(
      above.map((line) => [line['PRACTICE_CODE'], line['GROUP_CODE']]),
      [['W57009', 'LD']],
    )
    const row = (practice: string | undefined, register: string): Line | undefined =>
      lines.find((line) => line['PRACTICE_CODE'] === practice && line['GROUP_CODE'] === register)
    const byAge = practices
      .filter((practice) => practice?.startsWith('W51') === true)
      .map((practice) => {
        const [old, all] = [row(practice, 'OST'), row(practice, 'AF')]
        return {
          old: number(old, 'PRACTICE_LIST_SIZE') / number(all, 'PRACTICE_LIST_SIZE'),
          heart: number(all, 'REGISTER') / number(all, 'PRACTICE_LIST_SIZE'),
        }
      })
      .sort((a, b) => a.old - b.old)
    const half = byAge.length / 2
    const mean = (of: typeof byAge): number =>
      of.reduce((sum, { heart }) => sum + heart, 0) / of.length
    assert.ok(mean(byAge.slice(half)) > 1.2 * mean(byAge.slice(0, half)))
  })

  test('the brand that could be a generic has as many items as its truth says', () => {
    const { prescribingSwitch } = truths()
    let items = 0
    for (const month of prescribingSwitch.months) {
      const stamp = month.replace('-', '')
      const path = manifest().files.find(
        (name) => name.endsWith(`_${stamp}.csv`) && name.includes('EPD'),
      )
      for (const line of readFileSync(join(folder, path ?? ''), 'utf8').split(/\r?\n/)) {
        if (!line.includes(prescribingSwitch.brand)) continue
        const tail = line
          .replaceAll('"', '')
          .split(',')
          .slice(path?.includes('SNOMED') ? -7 : -6)
        items += Number(tail[0])
      }
    }
    assert.equal(items, prescribingSwitch.items)
  })
})
