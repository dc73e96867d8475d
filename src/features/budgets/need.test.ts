import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import ExcelJS from 'exceljs'
import type { FastifyInstance } from 'fastify'
import { parseHTML } from 'linkedom'
import { allot } from '../../engines/capitation/allotment.ts'
import type { TestLedger } from '../../stores/ledger/test-ledger.ts'
import type { Served } from '../../warehouse/served.ts'
import { inventedDecision } from '../invented-decision.ts'
import { postForm } from '../invented-form.ts'
import { inventedBudgets, type InventedBudgets } from './invented-budgets.ts'

const byNeed = {
  group: 'CW',
  year: '2019/20',
  chosen: 'yes',
  'method-community': 'weighted capitation',
  'method-prescribing': 'weighted capitation',
  'method-general-and-acute': 'glide',
  'method-maternity': 'historic',
}

const pence = (pounds: string | undefined): bigint => BigInt((pounds ?? '').replace('.', ''))
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, one) => all + one, 0n)

describe('blanks and noughts of the need file, from the workspace to the practice’s line', () => {
  let invented: InventedBudgets
  let served: Served
  let ledger: TestLedger
  let app: FastifyInstance
  const rowsOf = async (url: string): Promise<string[][]> => {
    const { body, statusCode } = await app.inject(url)
    assert.equal(statusCode, 200, body.slice(0, 300))
    return body
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((row) =>
        [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
          ([, quoted, bare]) => quoted ?? bare ?? '',
        ),
      )
  }
  const workspace = (more: Record<string, string> = {}, table = ''): string =>
    `/budgets/workspace${table}?${new URLSearchParams({ ...byNeed, ...more }).toString()}`
  const cautions = async (url: string): Promise<string[]> => {
    const { body } = await app.inject(url)
    const { document } = parseHTML(body)
    return [...document.querySelectorAll('.steward-asks li')].map(({ textContent }) =>
      textContent.replaceAll(/\s+/g, ' '),
    )
  }
  const budgets = async (line: string, more: Record<string, string> = {}) =>
    new Map(
      (await rowsOf(workspace(more, '/shares.csv')))
        .filter((row) => row[2] === line)
        .map((row) => [row[0], row]),
    )

  before(async () => {
    invented = await inventedBudgets({
      change: async ({ duck }) => {
        for (const set of [
          "community = 0 where practice = 'P81001'",
          "community = null where practice = 'P81002'",
          "prescribing = null, final = null where practice = 'P81003'",
          "general_acute = 0 where practice = 'P81004'",
        ])
          await duck.run(`update need set ${set}`)
      },
    })
    ;({ served, ledger, app } = invented)
  })
  after(() => invented.remove())

  test('the workspace lists them by line, with what is made of them', async () => {
    const said = (await cautions(workspace())).join('\n')
    assert.match(said, /Community: need is not known for [^.]*, budgeted per head\./)
    assert.match(
      said,
      /Community: the need file has nought for [^.]*, so the fair share is nought\./,
    )
    assert.match(said, /Prescribing: need is not known for/)
    assert.match(said, /General and acute: the need file has nought for/)
    assert.match(said, /The overall weighted population is not known for/)
    assert.doesNotMatch(said, /Maternity:/, 'a line that is not shared by need asks for none')
    const asOne = (await cautions(workspace({ blanks: 'one' }))).join('\n')
    assert.match(asOne, /Community: need is not known for [^.]*, counted as one person\./)
    assert.match(asOne, /Community: the need file has nought for [^.]*, counted as one person\./)
    assert.doesNotMatch(asOne, /per head/)
  })

  test('a nought gets nothing, a blank its patients’ part, and as one person both next to nothing', async () => {
    const community = await budgets('community')
    assert.deepEqual(community.get('P81001')?.slice(5), [
      'nought',
      community.get('P81001')?.[6],
      '0.00',
      '0.00',
    ])
    const others = [...community.values()].filter(([code]) => code !== 'P81001')
    const patients = others.map((row) => BigInt(Math.round(Number(row[3]) * 1e6)))
    const shared = sum(others.map((row) => pence(row[8])))
    const blank = others.findIndex(([code]) => code === 'P81002')
    assert.equal(others[blank]?.[5], 'not known')
    assert.equal(pence(others[blank]?.[8]), allot(shared, patients)[blank])
    const asOne = await budgets('community', { blanks: 'one' })
    for (const code of ['P81001', 'P81002']) {
      const [, , , , , , , , own] = asOne.get(code) ?? []
      assert.ok(pence(own) > 0n && pence(own) * 1_000n < shared, `${code} has ${own}`)
    }
    assert.equal(sum([...asOne.values()].map((row) => pence(row[8]))), shared)
  })

  test('a saved proposal keeps what was said, and each budget is explained from the envelope to the month', async () => {
    const why = 'Shared by need where need is known.'
    const words: Record<string, RegExp> = {
      P81001: /^Its need is nought, and stays so/,
      P81002: /need is not known/,
    }
    for (const [i, blanks] of (['per head', 'one'] as const).entries()) {
      const saved = await postForm(app, '/budgets/versions', {
        ...byNeed,
        blanks,
        title: 'By need',
        why,
      })
      assert.equal(saved.statusCode, 303, saved.body.slice(0, 500))
      const path = saved.headers.location ?? ''
      assert.deepEqual(await cautions(path), await cautions(workspace({ blanks })))
      const book = new ExcelJS.Workbook()
      const { rawPayload } = await app.inject(`${path}/budgets.xlsx`)
      await book.xlsx.load(new Uint8Array(rawPayload).buffer)
      const origin = book.getWorksheet('Where this is from')?.getSheetValues() ?? []
      assert.match(JSON.stringify(origin), /"Assumed","[^"]*yearly step towards target/)
      const decision = await inventedDecision(ledger, {
        title: `By need ${i}`,
        binds: `The budgets of 2019/20, version ${i + 2}`,
        on: '2020-04-20',
      })
      const approved = await postForm(app, `${path}/approve`, {
        from: '2019-04',
        why,
        decision: String(decision),
      })
      assert.equal(approved.statusCode, 303, approved.body.slice(0, 500))
      const shares = await rowsOf(`${path}/shares.csv`)
      assert.ok(shares.length > 0)
      const three = shares.filter(([code = '']) => code <= 'P81003')
      for (const [practice = '', , line = '', , , , , fair, budget] of three) {
        const base = `/practices/${practice}/budget/${line}`
        const steps = await rowsOf(`${base}/steps.csv?month=2019-10`)
        const at = (name: string): bigint =>
          pence(steps.find(([step]) => step?.startsWith(name))?.[2] ?? '0')
        const shared = at('What is shared')
        assert.equal(
          at('The group’s envelope') + at('Set aside') + at('Health inequalities'),
          shared,
        )
        assert.equal(
          sum(shares.filter((row) => row[2] === line).map((row) => pence(row[8]))),
          shared,
        )
        const how = steps.find(([step]) => step === 'The practice’s fair share')?.[1] ?? ''
        if (line === 'community' && ['P81001', 'P81002'].includes(practice))
          assert.match(how, blanks === 'one' ? /counts as one person/ : (words[practice] ?? /^$/))
        const heads = /per head: ([\d,.]+) of ([\d,.]+) patients/.exec(how)
        if (heads) {
          const [own = 0, all = 0] = heads.slice(1).map((text) => Number(text.replaceAll(',', '')))
          assert.ok(Math.abs((Number(shared) * own) / all - Number(pence(fair))) < 1, how)
        }
        assert.equal(at('The practice’s fair share'), pence(fair))
        if (steps.some(([step]) => step?.startsWith('Scaled')))
          assert.equal(at('Scaled') + at('Moved'), pence(budget), `${practice} ${line}`)
        assert.equal(at('Its budget by'), pence(budget))
        const months = await rowsOf(`${base}/months.csv?month=2019-10`)
        const weights = months.map(([, days, season]) =>
          Math.round(Number(days) * Number(season) * 1e6),
        )
        assert.deepEqual(
          months.map((row) => pence(row[3])),
          allot(pence(budget), weights.map(BigInt)),
        )
      }
    }
  })

  test('what is laid to the line for health inequalities is a step of every line that gives, and adds up', async () => {
    await served.duck.run('update need set health_inequalities = population')
    const adopted = await postForm(app, '/budgets/rules', {
      group: 'CW',
      pack: 'CCG-2013',
      'primary-medical': 'excluded',
      threshold: '0.05',
      step: '0.02',
      floorGrowth: 'none',
      contingencyShare: '0.005',
      riskPoolShare: '0.01',
      stopLossPence: 'none',
      keptShare: '0.7',
      yearsToBalance: '3',
      uses: 'patient services',
      approvals: 'the board',
    })
    assert.equal(adopted.statusCode, 303, adopted.body.slice(0, 2000))
    const why = 'With a line for health inequalities.'
    const plan = { ...byNeed, 'method-maternity': 'glide', title: 'With inequalities', why }
    const saved = await postForm(app, '/budgets/versions', plan)
    assert.equal(saved.statusCode, 303, saved.body.slice(0, 2000))
    const path = saved.headers.location ?? ''
    const decision = await inventedDecision(ledger, {
      title: 'With inequalities',
      binds: 'The budgets of 2019/20, version 4',
      on: '2020-04-20',
    })
    const approval = { from: '2019-04', why, decision: String(decision) }
    assert.equal((await postForm(app, `${path}/approve`, approval)).statusCode, 303)
    const lines = new Set((await rowsOf(`${path}/shares.csv`)).map((row) => row[2] ?? ''))
    assert.ok(lines.has('health-inequalities'))
    const moved: bigint[] = []
    for (const line of lines) {
      const steps = await rowsOf(`/practices/P81002/budget/${line}/steps.csv?month=2019-10`)
      const at = (name: string): bigint =>
        pence(steps.find(([step]) => step?.startsWith(name))?.[2] ?? '0')
      assert.equal(
        at('The group’s envelope') + at('Set aside') + at('Health inequalities'),
        at('What is shared'),
      )
      moved.push(at('Health inequalities'))
    }
    assert.equal(sum(moved), 0n)
    assert.ok(moved.some((amount) => amount < 0n))
  })
})
