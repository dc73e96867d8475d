import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { nhsukFolder } from './nhsuk.ts'

/** A file served under /assets with its content's hash in its name, so it may be kept for ever. */
export type Asset = { path: string; type: string; body: Buffer }

const hashed = (name: string, type: string, body: Buffer): Asset => {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const { name: stem, ext } = path.parse(name)
  return { path: `/assets/${stem}-${hash}${ext}`, type, body }
}

const dist = path.join(nhsukFolder, 'dist', 'nhsuk')
const own = (name: string): Buffer => readFileSync(new URL(`assets/${name}`, import.meta.url))
const images = new Map<string, Asset>()

const image = (name: string): Asset => {
  const known = images.get(name)
  if (known) return known
  const made = hashed(
    name,
    'image/svg+xml',
    readFileSync(path.join(dist, 'assets', 'images', name)),
  )
  images.set(name, made)
  return made
}

/**
 * The design system's stylesheet without its font rule, which would tell a third host of every visit
 * and whose licence does not cover everyone who may run Steward: Arial is the NHS's own fallback.
 */
const nhsukStyles = (): string =>
  readFileSync(path.join(dist, 'nhsuk-frontend.min.css'), 'utf8')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll('Frutiger W01,', '')
    .replace(/\/\*# sourceMappingURL.*\*\//, '')
    .replace(
      /url\(\/assets\/images\/([\w-]+\.svg)\)/g,
      (_, name: string) => `url(${image(name).path})`,
    )

const styles = hashed(
  'steward.css',
  'text/css; charset=utf-8',
  Buffer.concat([Buffer.from(nhsukStyles()), Buffer.from('\n'), own('steward.css')]),
)
const mark = hashed('steward.svg', 'image/svg+xml', own('steward.svg'))
const icon = hashed('icon.svg', 'image/svg+xml', own('icon.svg'))

const script = 'text/javascript; charset=utf-8'
/** The library that speaks to the browser about passkeys, as its package ships it for browsers. */
const webauthn = hashed(
  'webauthn.js',
  script,
  readFileSync(
    path.join(
      path.dirname(createRequire(import.meta.url).resolve('@simplewebauthn/browser')),
      '../dist/bundle/index.umd.min.js',
    ),
  ),
)
const passkey = hashed('passkey.js', script, own('passkey.js'))

/** Everything that is served under /assets; made once when the program starts. */
export const assets = (): readonly Asset[] => [
  styles,
  mark,
  icon,
  webauthn,
  passkey,
  ...images.values(),
]

/** The scripts of the pages on which a passkey can be used, in order. */
export const passkeyScriptPaths: readonly string[] = [webauthn.path, passkey.path]

export const stylesPath = styles.path
export const markPath = mark.path
export const iconPath = icon.path
