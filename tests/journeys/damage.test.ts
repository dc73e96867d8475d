import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import {
  everythingIn,
  filesOfMonths,
  filesOfWorld,
  makeSmallHome,
  temporaryFolder,
} from './homes.ts'
import { homeEnv, runSteward, startSteward } from './serving.ts'
import { servedBuild } from './kills.ts'

const main = join(import.meta.dirname, '..', '..', 'src', 'app', 'main.ts')

describe('what can go wrong on a disk', () => {
  let folder: { path: string; remove: () => void }
  let home: string
  let build: string
  let held: string[]

  const kept = (): string[] =>
    everythingIn(home).filter((path) => !/^(lock|tmp)(\/|\.|$)/.test(path))

  before(async () => {
    folder = temporaryFolder()
    home = await makeSmallHome(folder.path)
    build = servedBuild(home)
    held = kept()
  })
  after(() => folder.remove())

  const isRefused = async (path: string, says: RegExp): Promise<void> => {
    const ended = await runSteward(home, ['load', path])
    assert.equal(ended.code, 1, `${ended.out}${ended.err}`)
    assert.match(ended.out + ended.err, says)
    assert.equal(servedBuild(home), build)
    assert.deepEqual(kept(), held)
  }

  test('a folder is refused by name', () => isRefused(folder.path, /folder|directory/i))

  test('a file that is not there is refused', () =>
    isRefused(join(folder.path, 'nowhere.csv'), /not (there|found|exist)|no file/i))

  test('a gzip file that ends early is refused whole', async () => {
    const [file = ''] = filesOfWorld(home).filter((path) => /gp-reg-pat-prac-all.*csv$/i.test(path))
    const packed = gzipSync(Buffer.concat([readFileSync(file), Buffer.from('\n')]))
    const path = join(folder.path, 'gp-reg-pat-prac-all.csv.gz')
    writeFileSync(path, packed.subarray(0, Math.floor(packed.length / 2)))
    await isRefused(path, /gzip|incomplete|cut|damaged|ends early|truncated/i)
  })

  test('a line of 1 GB is refused, and is never held in memory', async () => {
    const path = join(folder.path, 'one-line.csv')
    const file = openSync(path, 'w')
    const block = Buffer.alloc(2 ** 24, 'a,')
    for (let i = 0; i < 64; i += 1) writeSync(file, block)
    closeSync(file)
    const child = startSteward(home, ['load', path])
    let peak = 0
    const watch = setInterval(() => {
      try {
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
        peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0))
      } catch {
        clearInterval(watch)
      }
    }, 50)
    let said = ''
    child.stdout?.on('data', (text) => (said += String(text)))
    child.stderr?.on('data', (text) => (said += String(text)))
    const code = await new Promise((resolve) => child.on('close', resolve))
    clearInterval(watch)
    assert.equal(code, 1, said)
    assert.match(said, /line/i)
    assert.ok(peak < 700_000, `${peak} kB of memory at the peak`)
    assert.equal(servedBuild(home), build)
  })

  test('of two closes at once one waits for nobody, and the other is told so', async () => {
    const both = await Promise.all([runSteward(home, ['close']), runSteward(home, ['close'])])
    assert.ok(both.some(({ code }) => code === 0))
    for (const { code, out, err } of both.filter((ended) => ended.code !== 0)) {
      assert.equal(code, 1)
      assert.match(out + err, /at work on these data/)
    }
    assert.equal(servedBuild(home), build)
  })

  test('a full disk ends load and close with a clear error, and with room both go on as if nothing had been', () => {
    const rest = filesOfMonths(home, ['201905', '201906'])
    const small = join(folder.path, 'small-disk')
    mkdirSync(small)
    const steward = `"${process.execPath}" "${main}"`
    const script = `
      mount -t tmpfs -o size=1m tmpfs "${small}" || exit 77
      export STEWARD_HOME="${small}/home"
      ${steward} load "$@"; echo "load on a full disk: $?"
      mount -o remount,size=2g "${small}" || exit 77
      ${steward} load "$@"; echo "load with room: $?"
      mount -o remount,size=$(($(du -sk "${small}" | cut -f1) + 200))k "${small}" || exit 77
      ${steward} close; echo "close on a full disk: $?"
      mount -o remount,size=2g "${small}" || exit 77
      ${steward} close; echo "close with room: $?"`
    const ended = spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', ...rest], {
      encoding: 'utf8',
      env: homeEnv(small),
    })
    const said = ended.stdout + ended.stderr
    assert.notEqual(ended.status, 77, `no small disk can be made here: ${said}`)
    assert.equal([...said.matchAll(/no (room|space) left on the disk/gi)].length, 2, said)
    assert.match(said, /load on a full disk: 1\n/)
    assert.match(said, /load with room: 0\n/)
    assert.match(said, /close on a full disk: 1\n/)
    assert.match(said, /close with room: 0\n/)
  })

  test('a copy of the home on another disk serves the same build', async () => {
    const copy = join(folder.path, 'copied')
    cpSync(home, copy, { recursive: true })
    const status = await runSteward(copy, ['status', '--json'])
    assert.equal(status.code, 0)
    assert.equal(servedBuild(copy), build)
  })
})
