import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const warehouse = fileURLToPath(new URL('..', import.meta.url))

const hashOf = (belongs: (path: string) => boolean): string => {
  const hash = createHash('sha256')
  const files = readdirSync(warehouse, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(warehouse, join(entry.parentPath, entry.name)))
    .filter((path) => /\.(sql|ts)$/.test(path) && !/\.test\.ts$|invented-|twin\.ts$/.test(path))
    .filter(belongs)
    .sort()
  for (const file of files) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(warehouse, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

let known: { pricing: string; tables: string } | undefined

/**
 * Which text of SQL and code makes priced months, and which makes the tables over them: a hash of
 * each. A change of a table leaves priced months as they are.
 */
export const codeVersion = (): { pricing: string; tables: string } =>
  (known ??= {
    pricing: hashOf((path) => path.startsWith('pricing/') || path === 'inputs/line-summary.sql'),
    tables: hashOf((path) => /^(schema\.sql|(inputs|tables|staging|marts|controls)\/)/.test(path)),
  })
