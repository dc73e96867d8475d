import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { accept, AppError, refuse } from '../core/refusal.ts'
import type { Command } from '../features/context.ts'
import { inventedContext } from '../features/invented-context.ts'
import { runCommandLine } from './cli.ts'

const refusal = { code: 'no-such', message: 'It is not there.', remedy: 'Look elsewhere.' }

const sample: Command = {
  name: 'sample',
  usage: 'THING [--month MONTH]',
  summary: 'shows a thing',
  positionals: ['THING'],
  options: {
    month: { type: 'string', help: 'which month' },
    cut: { type: 'string', oneOf: ['flex', 'freeze'], help: 'which cut' },
  },
  run: async ({ positionals: [thing], options }) => {
    if (thing === 'refused') return refuse(refusal.code, refusal.message, refusal.remedy)
    if (thing === 'thrown') throw new AppError(refusal)
    if (thing === 'fault') throw new Error('value "999 000 0018" in row 4')
    const data = { thing, month: options['month'] ?? null, pence: 123n, huge: 2n ** 70n }
    return accept({ done: thing !== 'short', text: `A ${thing}.`, data })
  },
}

const run = async (line: string): Promise<{ code: number; out: string; err: string }> => {
  let out = ''
  let err = ''
  const code = await runCommandLine(
    line.split(' ').filter(Boolean),
    [sample],
    () => inventedContext(),
    {
      out: (text) => (out += text),
      err: (text) => (err += text),
    },
  )
  return { code, out, err }
}

describe('the command line', () => {
  test('a command that is done exits with 0 and one that falls short with 1', async () => {
    assert.deepEqual(await run('sample book'), { code: 0, out: 'A book.', err: '' })
    assert.equal((await run('sample short')).code, 1)
  })

  test('JSON keeps whole numbers exact, as text where a number could not hold them', async () => {
    const { out } = await run('sample book --month 2019-10 --json')
    assert.deepEqual(JSON.parse(out), {
      thing: 'book',
      month: '2019-10',
      pence: 123,
      huge: '1180591620717411303424',
    })
  })

  test('a refusal, returned or thrown, says what to do and exits with 1', async () => {
    const said = { code: 1, out: '', err: 'It is not there.\nLook elsewhere.' }
    assert.deepEqual(await run('sample refused'), said)
    assert.deepEqual(await run('sample thrown'), said)
    assert.deepEqual(JSON.parse((await run('sample refused --json')).out), { refusal })
  })

  test('a fault exits with 3 and shows a reference, never the values in its message', async () => {
    const { code, err } = await run('sample fault')
    assert.equal(code, 3)
    assert.match(err, /reference [0-9a-f]{8}/)
    assert.doesNotMatch(err, /999 000 0018/)
  })

  test('misuse exits with 2 and shows the usage', async () => {
    const lines = ['nothing', 'sample', 'sample a b', 'sample a --year 2019', 'sample a --cut thin']
    for (const line of lines) {
      const { code, err } = await run(line)
      assert.equal(code, 2, line)
      assert.match(err, /sample THING \[--month MONTH\]/)
      const json = await run(`${line} --json`)
      assert.equal(json.code, 2, line)
      assert.match(json.out, /"code": "misuse"/, line)
    }
  })

  test('help is data too, and help for what is no command is misuse', async () => {
    const { out, code } = await run('help --json')
    assert.equal(code, 0)
    assert.match(out, /"name": "sample"/)
    assert.deepEqual(JSON.parse((await run('help nothing --json')).out), { commands: [] })
    const missing = await run('help nothing')
    assert.equal(missing.code, 2)
    assert.match(missing.err, /no command "nothing"/)
  })

  test('help lists the commands, and tells of one when it is named', async () => {
    assert.match((await run('')).out, /shows a thing[^]*Exit codes: 0 done/)
    assert.match((await run('help sample')).out, /--month {2}which month/)
    assert.match((await run('sample --help')).out, /--json {3}print the result as JSON/)
  })
})
