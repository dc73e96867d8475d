import { once } from 'node:events'
import { accept, AppError } from '../../core/refusal.ts'
import { inviteFirstAdministrator } from '../../features/access/access.ts'
import type { Command, Context } from '../../features/context.ts'
import { prepareOpportunities } from '../../features/opportunities/opportunities.ts'
import { prepareVariation } from '../../features/variation/variation.ts'
import type { Terminal } from '../cli.ts'
import type { Config } from '../config.ts'
import { kindOf } from '../sample/kind.ts'
import { prepareSample } from '../sample.ts'
import { closeMonths } from './close.ts'

/** Where nobody can sign in yet: the link, good once, by which the group's first administrator does. */
const welcome = async (here: string, terminal: Terminal, context: Context): Promise<void> => {
  const token = await inviteFirstAdministrator(await context.ledger(), new Date())
  if (token === null) return
  terminal.out(
    `Nobody can sign in yet. Who opens this link first becomes the group’s administrator; it is good once, for one day:\n${here}/invitation/${token}`,
  )
}

/** Closes the months again where the figures were made by an earlier version and lack what this one shows, or are damaged. */
const renewBuild = async (terminal: Terminal, context: Context): Promise<void> => {
  try {
    const served = await context.served()
    served?.close()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (!['build-older', 'build-damaged'].includes(error.refusal.code)) throw error
    terminal.err(`${error.refusal.message} The months are closed again.`)
    await closeMonths(context)
  }
}

/** Whoever starts Steward looks at its first pages first; what takes both cores for half a minute waits so many milliseconds. */
const firstLooks = 15_000

/** Works out what the first readers of the group's pages would wait for; the longest last. */
const prepare = async (context: Context): Promise<void> => {
  await prepareVariation(context)
  await prepareOpportunities(context)
}

/** Serves the pages on the loopback address until the process is told to stop. */
const serve = async (config: Config, terminal: Terminal, context: Context): Promise<void> => {
  const { url, outside } = config
  // The pages and their server are a second's work to load, which no other command needs.
  const [{ makeServer }, { addRoutes }] = await Promise.all([
    import('../server.ts'),
    import('../routes.ts'),
  ])
  const isSample = kindOf(context.home, config.world) === 'sample'
  const app = await makeServer(terminal.err, url)
  await addRoutes(app, context, {
    url,
    secure: url?.startsWith('https:') === true,
    isSample: () => isSample,
    outside,
  })
  await app.listen({ host: '127.0.0.1', port: config.port })
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const here = url ?? `http://localhost:${port}`
  terminal.out(`Steward is ready: http://localhost:${port}`)
  if (!isSample) await welcome(here, terminal, context)
  const stop = new AbortController()
  setTimeout(() => void prepare(context), firstLooks).unref()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => stop.abort(signal))
  await once(stop.signal, 'abort')
  await app.close()
}

export const serveCommand = (config: Config, terminal: Terminal): Command => ({
  name: 'serve',
  usage: '[--empty]',
  summary: 'serve the pages on this machine; where nothing is loaded, make the sample world first',
  positionals: [],
  options: { empty: { type: 'boolean', help: 'begin a real group: no sample world' } },
  run: async ({ options }, context) => {
    await renewBuild(terminal, context)
    await prepareSample(config, terminal, context, options['empty'] === true)
    await serve(config, terminal, context)
    return accept({ done: true, text: '', data: { stopped: true } })
  },
})
