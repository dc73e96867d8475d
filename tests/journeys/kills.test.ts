import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeSmallWorld, practiceOf, temporaryFolder } from './homes.ts'
import { killOnce, makeReference } from './kills.ts'

const kills = Number(process.env['STEWARD_KILLS'] ?? 20)

test(`after kill -9 at ${kills} random moments of load and close nothing is lost or left over`, async (t) => {
  const { path: folder, remove } = temporaryFolder()
  t.after(remove)
  const first = Number(process.env['STEWARD_SEED'] ?? Date.now() % 1_000_000)
  console.log(`  kills with seeds from ${first} (STEWARD_SEED repeats them)`)
  const home = await makeSmallWorld(folder)
  const practice = practiceOf(home)
  const reference = await makeReference(home)
  const faults: string[] = []
  for (let seed = first; seed < first + kills; seed += 1)
    faults.push(...(await killOnce(reference, practice, seed)))
  assert.deepEqual(faults, [])
})
