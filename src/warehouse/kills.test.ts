import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { close } from './close.ts'
import { filesIn, reading, withHome } from './invented/home.ts'
import { loadActivity, loadReference } from './invented/lake.ts'
import { currentBuild } from './manifest.ts'

const closing = (root: string, asAt: string): string => `
  import { openHome } from ${JSON.stringify(new URL('../stores/home.ts', import.meta.url).href)}
  import { close } from ${JSON.stringify(new URL('close.ts', import.meta.url).href)}
  console.log('closing')
  await close(openHome(${JSON.stringify(root)}), { asAt: ${JSON.stringify(asAt)}, memory: '256MB' })
`

/** Starts a close in a process of its own and kills it some time after it has begun. */
const killedClose = async (root: string, asAt: string, after: number): Promise<void> => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', closing(root, asAt)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  await Promise.race([once(child.stdout, 'data'), ended])
  await wait(after)
  child.kill('SIGKILL')
  await ended
}

describe('a close that is killed', () => {
  test('leaves the build before whole and served, and the next close completes', () =>
    withHome(async (home) => {
      await loadReference(home)
      await loadActivity(home, '2019-03', 'k', 60, ['emergency'])
      const options = { memory: '256MB' }
      let served = await close(home, { ...options, asAt: '2019-06-01' })
      await loadActivity(home, '2019-02', 'k2', 60, ['emergency'])
      for (const [i, after] of [100, 350].entries()) {
        const asAt = `2019-07-0${i + 1}`
        await killedClose(home.root, asAt, after)
        const current = currentBuild(home)
        assert.ok(current)
        if (current.asAt !== asAt) assert.equal(current.id, served.id)
        await reading(home, async ({ duck, manifest }) => {
          const [sum] = await duck.all('select sum(lines) as lines from activity')
          const rows = manifest.priced.reduce((all, month) => all + BigInt(month.rows), 0n)
          assert.equal(sum?.['lines'], rows)
        })
        served = await close(home, { ...options, asAt })
        assert.equal(currentBuild(home)?.asAt, asAt)
        assert.deepEqual(filesIn(home.tmp), [])
      }
    }))
})
