import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random } from '../core/random.ts'
import { ageOn, dayOf, extractDays, isoOf, spanOf } from './calendar.ts'
import { aliasTable, choice } from './choice.ts'
import { makePeople, nhsNumber } from './county/people.ts'
import { shareOfYear } from './plants/plants.ts'
import { makePractices } from './county/practices.ts'
import { steadyZip } from './reference/steady-zip.ts'

test('days, ages and extracts follow the calendar', () => {
  assert.equal(isoOf(dayOf('2020-02-29')), '2020-02-29')
  assert.equal(ageOn(dayOf('1980-02-29'), dayOf('2019-02-28')), 38)
  assert.equal(ageOn(dayOf('1980-02-29'), dayOf('2019-03-01')), 39)
  assert.equal(spanOf('2019-12').working.length, 20)
  assert.equal(isoOf(extractDays('2020-03').flex), '2020-04-17')
  assert.equal(isoOf(extractDays('2020-02').freeze), '2020-04-17')
})

test('an alias table draws each index with its own odds', () => {
  const drawn = choice(aliasTable([1, 0, 3, 6]))
  const from = random('alias')
  const counts = [0, 0, 0, 0]
  for (let i = 0; i < 50_000; i++) {
    const at = drawn.pick(from)
    counts[at] = (counts[at] ?? 0) + 1
  }
  assert.equal(counts[1], 0)
  assert.ok(Math.abs((counts[3] ?? 0) / 50_000 - 0.6) < 0.01)
  assert.ok(Math.abs((counts[0] ?? 0) / 50_000 - 0.1) < 0.01)
})

test('twelve months hold exactly a year of planted lines', () => {
  const months = ['04', '05', '06', '07', '08', '09', '10', '11', '12'].map((m) =>
    shareOfYear(250, `2018-${m}`),
  )
  const rest = ['01', '02', '03'].map((m) => shareOfYear(250, `2019-${m}`))
  assert.equal(
    [...months, ...rest].reduce((a, b) => a + b, 0),
    250,
  )
})

test('the county has 76 practices, lists like England’s, and codes that no real practice has', () => {
  const practices = makePractices('county', 'cobwold')
  const open = practices.filter((practice) => practice.closed === null)
  assert.equal(open.length, 76)
  assert.equal(new Set(practices.map((practice) => practice.code)).size, 79)
  assert.ok(practices.every((practice) => /^W5\d{4}$/.test(practice.code)))
  const lists = open.map((practice) => practice.list).sort((a, b) => a - b)
  assert.ok(Math.abs(lists.reduce((a, b) => a + b, 0) - 650_000) < 76)
  assert.ok(Math.abs((lists[38] ?? 0) / 8_800 - 1) < 0.05)
  assert.ok(Math.abs((lists[3] ?? 0) / 3_100 - 1) < 0.1)
  assert.ok(Math.abs((lists[72] ?? 0) / 21_500 - 1) < 0.1)
  const need = open.map((practice) => practice.need).sort((a, b) => a - b)
  assert.ok(Math.abs((need[3] ?? 0) - 0.79) < 0.04)
  assert.ok(Math.abs((need[38] ?? 0) - 1.01) < 0.02)
  assert.ok(Math.abs((need[72] ?? 0) - 1.25) < 0.06)
  assert.equal(practices.filter((practice) => practice.successors.length === 1).length, 2)
  assert.equal(practices.filter((practice) => practice.successors.length > 1).length, 1)
})

test('every person has a valid NHS number of the range that is issued to nobody', () => {
  const people = makePeople(makePractices('small', 'a seed'), 'a seed', dayOf('2020-03-31'))
  const numbers = new Set<string>()
  for (let who = 0; who < people.count; who++) {
    const number = nhsNumber(people.number[who] ?? 0)
    const sum = Array.from(number).reduce(
      (total, digit, i) => total + Number(digit) * (i < 9 ? 10 - i : 1),
      0,
    )
    assert.ok(/^999\d{7}$/.test(number) && sum % 11 === 0, number)
    numbers.add(number)
  }
  assert.equal(numbers.size, people.count)
})

test('what is not a ZIP file is refused by name', () => {
  assert.throws(() => steadyZip(Buffer.from('plain text')), /not a ZIP file/)
})
