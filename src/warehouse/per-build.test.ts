import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, before, describe, test } from 'node:test'
import { openDuck, type Duck } from '../stores/duck.ts'
import { perBuild } from './per-build.ts'
import type { Served } from './served.ts'

describe('what is asked once for each build', () => {
  const ducks: Duck[] = []
  let first: Served
  let second: Served
  before(async () => {
    const open = async (): Promise<Served> => {
      const duck = await openDuck({ tmp: tmpdir(), memory: '50MB', threads: 1 })
      ducks.push(duck)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing but the connection is looked at
      return { duck } as Served
    }
    first = await open()
    second = await open()
  })
  after(() => {
    for (const duck of ducks) duck.close()
  })

  test('a question is asked once of a build, by however many at the same time', async () => {
    let asked = 0
    const ask = async (): Promise<number> => ++asked
    const answers = await Promise.all([perBuild(first, 'a', ask), perBuild(first, 'a', ask)])
    assert.deepEqual([...answers, await perBuild(first, 'a', ask)], [1, 1, 1])
    assert.equal(await perBuild(first, 'b', ask), 2)
  })

  test('another build is asked anew', async () => {
    assert.equal(await perBuild(first, 'c', async () => 'first'), 'first')
    assert.equal(await perBuild(second, 'c', async () => 'second'), 'second')
  })

  test('what failed is asked again', async () => {
    const fail = async (): Promise<string> => Promise.reject(new Error('no'))
    await assert.rejects(perBuild(first, 'd', fail), /no/)
    assert.equal(await perBuild(first, 'd', async () => 'done'), 'done')
  })

  test('of one question the answers longest not asked for leave, and of another none', async () => {
    let asked = 0
    const ask = async (): Promise<number> => ++asked
    const one = (key: string): Promise<number> => perBuild(second, key, ask, 3)
    await perBuild(second, 'other 1', ask)
    for (const key of ['one 1', 'one 2', 'one 3', 'one 1', 'one 4']) await one(key)
    assert.equal(asked, 5)
    assert.equal(await perBuild(second, 'other 1', ask), 1)
    assert.equal(await one('one 1'), 2)
    assert.equal(await one('one 2'), 6)
  })
})
