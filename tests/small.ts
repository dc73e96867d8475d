import { filesOfWorld } from './journeys/homes.ts'
import { runSteward } from './journeys/serving.ts'

/** Makes, loads and closes the whole small world in STEWARD_HOME, by the commands that a person has. */
const home = process.env['STEWARD_HOME']
if (home === undefined) throw new Error('STEWARD_HOME says where the small world is to be.')
const began = performance.now()
for (const [command, ...args] of [['world', '--size', 'small'], ['load'], ['close']]) {
  const given = command === 'load' ? filesOfWorld(home) : args
  const { code, err } = await runSteward(home, [command ?? '', ...given])
  // One file of the world is cut short, and is refused by name.
  if (code !== 0 && command !== 'load') throw new Error(`${command}: ${err}`)
}
console.log(`  the small world is ready after ${Math.round((performance.now() - began) / 1000)} s`)
