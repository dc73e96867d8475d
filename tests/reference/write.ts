import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { references } from './references.ts'

/** Writes the generated documents into the repository. */
const root = join(import.meta.dirname, '..', '..')
for (const [path, make] of Object.entries(references)) {
  mkdirSync(join(root, dirname(path)), { recursive: true })
  writeFileSync(join(root, path), make())
  console.log(path)
}
