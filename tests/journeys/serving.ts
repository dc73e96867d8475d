import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const main = join(import.meta.dirname, '..', '..', 'src', 'app', 'main.ts')

/** The environment of a child process: its own home and nothing else of ours. */
export const homeEnv = (home: string): NodeJS.ProcessEnv => ({
  ...process.env,
  STEWARD_HOME: home,
  PORT: '0',
})

/** Starts a command of Steward as a process of its own, without waiting for it. */
export const startSteward = (home: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [main, ...args], {
    env: homeEnv(home),
    stdio: ['ignore', 'pipe', 'pipe'],
  })

export type Ended = { code: number | null; out: string; err: string }

const collect = async (child: ChildProcess): Promise<Ended> => {
  let out = ''
  let err = ''
  child.stdout?.on('data', (text) => (out += String(text)))
  child.stderr?.on('data', (text) => (err += String(text)))
  await once(child, 'close')
  return { code: child.exitCode, out, err }
}

/** Runs a command of Steward to its end. */
export const runSteward = (home: string, args: readonly string[]): Promise<Ended> =>
  collect(startSteward(home, args))

export type Serving = { url: string; stop(): Promise<void> }

/** Starts the server on a free port, as a person would, and waits until it says its address. */
export const startServer = async (home: string, args: readonly string[] = []): Promise<Serving> => {
  const child = startSteward(home, ['serve', ...args])
  let said = ''
  let wrong = ''
  child.stderr?.on('data', (text) => (wrong += String(text)))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text) => {
      said += String(text)
      const found = /http:\/\/localhost:\d+/.exec(said)
      if (found) resolve(found[0])
    })
    child.on('close', () => reject(new Error(`The server did not start: ${wrong}`)))
  })
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'close')
    },
  }
}
