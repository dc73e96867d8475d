import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { postForm, refusedFormFaults } from '../invented-form.ts'
import { inventedBudgets, type InventedBudgets } from './invented-budgets.ts'

const year = '2019/20'
const virement = {
  group: 'CW',
  year,
  fromPractice: 'P81001',
  fromLine: 'prescribing',
  toPractice: 'P81002',
  toLine: 'general-and-acute',
  pounds: '500.00',
  month: '2020-01',
  reason: 'A nurse is shared from January.',
}
const accrual = {
  group: 'CW',
  year,
  kind: 'accrual',
  forPractice: 'P81002',
  forLine: 'prescribing',
  commitPounds: '1,234.56',
  commitMonth: '2020-01',
  what: 'Drugs dispensed, not billed',
}

describe('forms of budgets that are sent back', () => {
  let invented: InventedBudgets
  let app: FastifyInstance

  before(async () => {
    invented = await inventedBudgets({ practices: 3 })
    app = invented.app
  })
  after(() => invented.remove())

  const isSentBack = async (
    url: string,
    typed: Readonly<Record<string, string>>,
    field: string,
    says: RegExp,
  ): Promise<void> => {
    const reply = await postForm(app, url, typed)
    assert.deepEqual(refusedFormFaults(reply, typed), [])
    assert.match(reply.body, says)
    assert.match(reply.body, new RegExp(`<a href="#${field}">`))
  }

  for (const [name, text, says] of [
    ['pounds-prescribing', 'plenty', /“plenty” is not an amount/],
    ['pounds-prescribing', '', /An envelope is empty/],
    ['pounds-community', '-1', /“-1” is not an amount/],
    ['warn', 'much', /The warning is not a per cent/],
    ['warn', '', /The warning is not a per cent/],
    ['growth', 'lots', /no per cent to raise by/],
    ['growth', '51', /no per cent to raise by/],
  ] as const)
    test(`the workspace sends back “${text}” as ${name}`, async () => {
      const typed = { group: 'CW', year, chosen: 'yes', [name]: text }
      const query = new URLSearchParams(typed).toString()
      const reply = await app.inject(`/budgets/workspace?${query}`)
      assert.deepEqual(refusedFormFaults(reply, { [name]: text }), [])
      assert.match(reply.body, says)
      assert.doesNotMatch(reply.body, /Save as a proposal/)
      const file = await app.inject(`/budgets/workspace/workspace.xlsx?${query}`)
      assert.notEqual(file.statusCode, 200)
    })

  for (const [name, text, says] of [
    ['pounds', 'a lot', /This is no amount/],
    ['pounds', '0', /The amount is nought or less/],
    ['pounds', '-5', /The amount is nought or less/],
    ['pounds', '9000000', /At most 10% of what the line has left/],
    ['month', '2020', /This is no month of 2019\/20/],
    ['month', '2021-01', /This is no month of 2019\/20/],
    ['reason', 'So', /A virement needs its reason/],
    ['toLine', 'primary-medical', /has no budget in this year/],
    ['fromLine', 'primary-medical', /has no budget left to move/],
  ] as const)
    test(`a virement with “${text}” as ${name} is sent back`, async () => {
      const typed = { ...virement, [name]: text }
      await isSentBack('/budgets/virements', typed, name, says)
    })

  test('a virement to where it came from is sent back', () =>
    isSentBack(
      '/budgets/virements',
      { ...virement, toPractice: 'P81001', toLine: 'prescribing' },
      'toLine',
      /from one line or practice to another/,
    ))

  for (const [name, text, says] of [
    ['commitPounds', 'some', /This is no amount/],
    ['commitPounds', '0', /The amount is nought/],
    ['commitMonth', 'soon', /no month of 2019\/20/],
    ['commitMonth', '2021-01', /no month of 2019\/20/],
    ['what', 'x', /not said what this is for/],
  ] as const)
    test(`an accrual with “${text}” as ${name} is sent back`, () =>
      isSentBack('/budgets/commitments', { ...accrual, [name]: text }, name, says))

  test('an accrual of a practice that has no budget is sent back, and nothing is noted', async () => {
    const typed = { ...accrual, forPractice: 'P99999' }
    const reply = await postForm(app, '/budgets/commitments', typed)
    assert.equal(reply.statusCode, 422)
    assert.match(reply.body, /has no budget in this year/)
    const { body } = await app.inject(`/budgets/virements?group=CW&year=${year}`)
    assert.match(body, /Nothing is committed or accrued/)
  })
})
