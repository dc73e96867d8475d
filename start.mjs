// The first step on any machine with Node 20 or later: installs what is missing, then hands over to
// the pinned Node. Plain and without dependencies, because it runs before there are any.
//   node start.mjs [options of serve]      node start.mjs src/app/main.ts load FILE…
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const modules = join(root, 'node_modules')
const windows = process.platform === 'win32'
const pinned = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node')

const say = (text) => process.stderr.write(`${text}\n`)

const stop = (message, remedy) => {
  say(`\nSteward cannot start: ${message}\n${remedy}`)
  process.exit(3)
}

const packagesOf = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}

const given = process.argv.slice(2)
/** Tests and benches need the tools of development; to serve a group does not. */
const production = process.env.NODE_ENV === 'production' || !/^(tests|bench)\//.test(given[0] ?? '')

/** Folders of the lock file whose package is not installed in the locked version. */
const missing = (locked) => {
  const installed = packagesOf(join(modules, '.package-lock.json')) ?? {}
  return Object.keys(locked).filter(
    (path) =>
      path !== '' &&
      !locked[path].optional &&
      !(production && locked[path].dev) &&
      (installed[path]?.version !== locked[path].version || !existsSync(join(root, path))),
  )
}

/** The environment without our own node_modules/.bin: npm replaces that Node while it installs. */
const outside = () => {
  const env = { ...process.env }
  const key = Object.keys(env).find((name) => name.toLowerCase() === 'path') ?? 'PATH'
  env[key] = (env[key] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes(join('node_modules', '.bin')))
    .join(delimiter)
  delete env.npm_config_prefix
  return env
}

const install = (total, done) =>
  new Promise((resolve) => {
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
    const child = spawn('npm', production ? [...args, '--omit=dev'] : args, {
      cwd: root,
      env: outside(),
      shell: windows,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    let said = -1
    const timer = setInterval(() => {
      const part = Math.min(1, done() / total)
      if (process.stderr.isTTY) {
        const bar = '#'.repeat(Math.round(part * 30)).padEnd(30, '.')
        process.stderr.write(`\rinstalling packages [${bar}] ${Math.floor(part * 100)}% `)
      } else if (Math.floor(part * 4) > said) {
        said = Math.floor(part * 4)
        say(`installing packages ${said * 25}%`)
      }
    }, 250)
    const end = (code) => {
      clearInterval(timer)
      if (process.stderr.isTTY) process.stderr.write('\n')
      resolve({ code, output })
    }
    child.on('error', (error) => {
      output += error.message
      end(1)
    })
    child.on('close', end)
  })

const runs = (node) => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? ''

const prepare = async () => {
  const locked = packagesOf(join(root, 'package-lock.json'))
  if (!locked) stop('package-lock.json is missing or damaged.', 'Fetch a fresh copy of Steward.')
  if (missing(locked).length > 0) {
    const paths = Object.keys(locked).filter(
      (path) => path !== '' && !locked[path].optional && !(production && locked[path].dev),
    )
    say('Installing what is missing (half a minute or less, the first time only).')
    const done = () => paths.filter((path) => existsSync(join(root, path, 'package.json'))).length
    const { code, output } = await install(paths.length, done)
    if (code !== 0)
      stop(
        'its packages could not be installed.',
        `${output.trim()}\nCheck the network and the space on the disk, then run the same command again.`,
      )
  }
  // npm leaves out install scripts where its settings forbid them; this one only fetches the pinned Node.
  if (!runs(pinned)) {
    say('Fetching the pinned Node.')
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
      cwd: join(modules, 'node'),
      env: outside(),
      stdio: 'ignore',
    })
  }
  if (!runs(pinned))
    stop(
      'the pinned Node does not run on this machine.',
      'Steward needs Linux (glibc) or macOS on x64 or arm64, and its packages installed.',
    )
}

const main = async () => {
  if (Number(process.versions.node.split('.')[0]) < 20)
    stop(
      `this is Node ${process.versions.node}.`,
      'Install Node 20 or later from https://nodejs.org.',
    )
  await prepare()
  const program = /\.(ts|mjs)$/.test(given[0] ?? '')
    ? given
    : ['src/app/main.ts', 'serve', ...given]
  // Compiled code is kept from one run to the next, which halves the time that a command takes to begin.
  const env = { NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled'), ...process.env }
  const child = spawn(pinned, [join(root, program[0]), ...program.slice(1)], {
    env,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('close', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}

await main()
