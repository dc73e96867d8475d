import { readConfig } from '../src/app/config.ts'
import { openContext } from '../src/app/context.ts'
import { prepareSample } from '../src/app/sample.ts'

/** Makes, loads and closes the county in STEWARD_HOME as the first start does, and says how long it took. */
const config = readConfig(process.env)
if (!config.ok) throw new Error(config.refusal.message)
const err = (text: string): void => console.error(text)
const context = openContext(config.value)
const began = performance.now()
await prepareSample(config.value, { out: err, err }, context, false)
await context.close()
const memory = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(
  `  the county is ready after ${Math.round((performance.now() - began) / 1000)} s, ${memory} MB at the peak`,
)
