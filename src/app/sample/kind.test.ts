import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { openHome, type Home } from '../../stores/home.ts'
import { admitTo, kindOf, settleKind } from './kind.ts'

const made = (t: TestContext): { home: Home; world: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-kind-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const world = join(folder, 'world')
  mkdirSync(world)
  const description = { today: '2020-04-20', files: ['files/group/membership.csv'] }
  writeFileSync(join(world, 'world.json'), JSON.stringify(description))
  return { home: openHome(join(folder, 'home')), world }
}

describe('what a home is for', () => {
  test('an empty one becomes the sample world, or a group of its own where that is asked', (t) => {
    const [one, two] = [made(t), made(t)]
    assert.equal(kindOf(one.home, one.world), null)
    assert.deepEqual(settleKind(one.home, one.world, false), { kind: 'sample', byHand: false })
    assert.deepEqual(settleKind(two.home, two.world, true), { kind: 'real', byHand: false })
  })

  test('once settled it stays what it is', (t) => {
    const { home, world } = made(t)
    settleKind(home, world, true)
    assert.deepEqual(settleKind(home, world, false), { kind: 'real', byHand: false })
    const other = made(t)
    settleKind(other.home, other.world, false)
    assert.equal(settleKind(other.home, other.world, true).kind, 'sample')
  })

  test('the sample world takes no data of patients, contracts or membership but its own', (t) => {
    const { home, world } = made(t)
    settleKind(home, world, false)
    const admit = admitTo(home, world)
    for (const feed of ['admitted', 'outpatient', 'emergency', 'contract-patient', 'membership']) {
      const refusal = admit({ feed, path: '/elsewhere/real.csv' })
      assert.equal(refusal?.code, 'sample-world', feed)
      assert.match(refusal.remedy, /--empty/)
    }
    assert.equal(admit({ feed: 'prescribing', path: '/elsewhere/epd.csv' }), null)
    const own = join(world, 'files/group/membership.csv')
    assert.equal(admit({ feed: 'membership', path: own }), null)
  })

  test('a group of its own takes what it is given', (t) => {
    const { home, world } = made(t)
    settleKind(home, world, true)
    assert.equal(admitTo(home, world)({ feed: 'admitted', path: '/elsewhere/real.csv' }), null)
  })
})
