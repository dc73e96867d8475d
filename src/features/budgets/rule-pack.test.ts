import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { adoptRules } from '../../engines/capitation/adoption.ts'
import type { BudgetRules } from '../../engines/capitation/rules.ts'
import { parseRulePack } from './rule-pack.ts'

const folder = new URL('../../../definitions/rules/budgets/', import.meta.url)
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8')
const packOf = (name: string): BudgetRules => {
  const read = parseRulePack(textOf(name), name)
  assert.ok(read.ok, read.ok ? '' : read.refusal.message)
  return read.value
}
const namesWith = (pack: BudgetRules, status: string): string[] =>
  Object.entries({ ...pack.scope, ...pack.parameters })
    .filter(([, parameter]) => parameter.status === status)
    .map(([name]) => name)

test('the five packs validate, each under its own name', () => {
  const ids = readdirSync(folder).map((name) => packOf(name).id)
  assert.deepEqual(ids.sort(), ['CCG-2013', 'PBC-2004', 'PBC-2006', 'PBC-2009', 'SNP-2026'])
})

test('the share kept is a half in 2004 and at least 70% from 2006', () => {
  const kept = ['pbc-2004.yaml', 'pbc-2006.yaml', 'pbc-2009.yaml'].map(
    (name) => packOf(name).parameters.keptShare,
  )
  assert.deepEqual(
    kept.map((one) => (one.status === 'sourced' ? one.value : null)),
    [500_000n, 700_000n, 700_000n],
  )
})

test('what is not established is assumed: the step, contingency, risk pool and stop-loss', () => {
  const assumed = namesWith(packOf('pbc-2009.yaml'), 'assumed')
  for (const name of ['step', 'contingencyShare', 'riskPoolShare', 'stopLossPence'])
    assert.ok(assumed.includes(name), name)
  const template = packOf('snp-2026.yaml')
  assert.ok(template.template)
  assert.deepEqual(namesWith(template, 'sourced'), [])
})

test('a pack is adopted only when everything assumed is set, and says what was', () => {
  const pack = packOf('pbc-2009.yaml')
  const without = adoptRules(pack, {})
  assert.ok(!without.ok && without.refusal.code === 'parameter-assumed')
  const given = {
    step: 10_000n,
    floorGrowth: null,
    contingencyShare: 0n,
    riskPoolShare: 20_000n,
    managementPencePerPatient: 190n,
    stopLossPence: null,
  }
  const adopted = adoptRules(pack, { parameters: given })
  assert.ok(adopted.ok, adopted.ok ? '' : adopted.refusal.message)
  assert.equal(adopted.value.values.step, 10_000n)
  assert.equal(adopted.value.values.threshold, 100_000n)
  assert.deepEqual(adopted.value.assumed.sort(), Object.keys(given).sort())
  const changed = adoptRules(pack, { parameters: { ...given, keptShare: 1_000_000n } })
  assert.ok(!changed.ok && changed.refusal.code === 'parameter-fixed')
})

test('an assumed parameter that brings a value, an unknown name and a wrong kind are refused', () => {
  const text = textOf('pbc-2004.yaml')
  const faults = [
    text.replace('status: assumed\n', 'status: assumed\n    value: 5\n'),
    text.replace('  keptShare:', '  keptShares:'),
    text.replace('value: 0.5', 'value: 1.5'),
    text.replace('version: 1', 'version: one'),
    '- a list: [',
  ]
  for (const fault of faults) {
    assert.notEqual(fault, text)
    const read = parseRulePack(fault, 'own.yaml')
    assert.ok(!read.ok && /rule-pack-(invalid|unreadable)/.test(read.refusal.code))
    assert.match(read.refusal.message, /own\.yaml/)
  }
})
