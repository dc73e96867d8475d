import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readConfig } from './config.ts'
import { failureOf } from './errors.ts'
import { progressOn } from './progress.ts'
import { refusalPage } from './refusal-page.ts'
import { textTable } from './text-table.ts'

describe('settings', () => {
  test('every setting has a default, and the sample world lies beside the home', () => {
    const read = readConfig({ STEWARD_HOME: '/srv/group' })
    assert.deepEqual(read.ok && read.value, {
      home: '/srv/group',
      world: '/srv/group-world',
      port: 3000,
      memory: '1GB',
      databaseUrl: null,
      url: null,
      outside: null,
    })
  })

  test('a setting that cannot be used is refused by its name', () => {
    for (const [name, value] of [
      ['PORT', '70000'],
      ['PORT', 'http'],
      ['STEWARD_MEMORY', 'lots'],
      ['DATABASE_URL', 'localhost:5432'],
    ] as const) {
      const read = readConfig({ [name]: value })
      assert.equal(!read.ok && read.refusal.where, name)
    }
  })
})

test('what needs a budget leads to budgets where there is none, and other refusals to the overview', () => {
  const refusal = { message: 'No budget is in force.', remedy: 'Set one first.' }
  const text = (code: string): string => refusalPage(422, { code, ...refusal }).toString()
  assert.match(text('no-budget'), /<h1[^>]*>No budget is in force<[\s\S]*href="\/budgets">Go to/)
  assert.match(text('no-forecast'), /This cannot be shown[\s\S]*href="\/">Go to the overview/)
})

describe('failures of the system', () => {
  test('a full disk is a refusal with a remedy, wherever in the causes it stands', () => {
    const error = new Error('copy failed', {
      cause: Object.assign(new Error('write'), { code: 'ENOSPC' }),
    })
    assert.equal(failureOf(error).refusal.code, 'disk-full')
  })

  test('anything unknown is a fault', () => {
    assert.equal(failureOf(new TypeError('x is not a function')).kind, 'fault')
  })
})

describe('progress', () => {
  const shown = (isTTY: boolean, steps: readonly number[]): string => {
    let text = ''
    let time = 0
    const progress = progressOn({ isTTY, write: (part) => (text += part) }, () => time)
    for (const [i, at] of steps.entries()) {
      time = at
      progress('reading', i, steps.length - 1)
    }
    return text
  }

  test('what ends at once is not shown', () => {
    assert.equal(shown(true, [0, 100, 200]), '')
    assert.equal(shown(false, [0, 100, 200]), '')
  })

  test('on a terminal a bar redraws itself and ends its line', () => {
    assert.equal(
      shown(true, [0, 1000, 2000]),
      '\rreading [############............] 50% 1 s  \rreading [########################] 100% 2 s  \n',
    )
  })

  test('elsewhere it is one plain line every five seconds, and one at the end', () => {
    assert.equal(
      shown(false, [0, 1000, 2000, 7000, 8000]),
      'reading 25% (1 s)\nreading 75% (7 s)\nreading 100% (8 s)\n',
    )
  })
})

test('a text table sets columns of numbers to the right', () => {
  assert.equal(
    textTable(
      ['file', 'rows'],
      [
        ['a.csv', '1,216'],
        ['longer.csv', '7'],
      ],
    ),
    ['file         rows', '----------  -----', 'a.csv       1,216', 'longer.csv      7'].join('\n'),
  )
})
