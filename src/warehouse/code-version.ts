import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const own = fileURLToPath(new URL('.', import.meta.url))

const hashOf = (folder: string, recursive: boolean): string => {
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(sql|ts)$/.test(entry.name))
    .filter(({ name }) => !/\.test\.ts$|^invented-|^twin\.ts$/.test(name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const file of files)
    hash.update(relative(folder, file)).update('\0').update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

let known: { pricing: string; marts: string } | undefined

/**
 * Which text of SQL and code makes priced months, and which makes the tables over them: a hash of
 * each. A change of a mart leaves priced months as they are.
 */
export const codeVersion = (): { pricing: string; marts: string } =>
  (known ??= {
    pricing: hashOf(join(own, 'pricing'), true),
    marts: createHash('sha256')
      .update(
        [own, ...['staging', 'marts', 'controls'].map((name) => join(own, name))]
          .map((folder) => hashOf(folder, false))
          .join(),
      )
      .digest('hex')
      .slice(0, 16),
  })
