import { makeWholeSmallHome } from './journeys/homes.ts'

/** Makes, loads and closes the whole small world in STEWARD_HOME, and says how long it took. */
const home = process.env['STEWARD_HOME']
if (home === undefined) throw new Error('STEWARD_HOME says where the small world is to be.')
const began = performance.now()
await makeWholeSmallHome(home)
console.log(`  the small world is ready after ${Math.round((performance.now() - began) / 1000)} s`)
