import { fileURLToPath } from 'node:url'

/** Where the definitions lie that Steward brings. */
export const ownDefinitions: string = fileURLToPath(
  new URL('../../../../definitions', import.meta.url),
)
