import { once } from 'node:events'
import { accept } from '../../core/refusal.ts'
import type { Command, Context } from '../../features/context.ts'
import type { Terminal } from '../cli.ts'
import type { Config } from '../config.ts'
import { addRoutes } from '../routes.ts'
import { prepareSample } from '../sample.ts'
import { makeServer } from '../server.ts'

/** Serves the pages on the loopback address until the process is told to stop. */
const serve = async (config: Config, terminal: Terminal, context: Context): Promise<void> => {
  const app = await makeServer(terminal.err)
  await addRoutes(app, context)
  await app.listen({ host: '127.0.0.1', port: config.port })
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  terminal.out(`Steward is ready: http://localhost:${port}`)
  const stop = new AbortController()
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
    await prepareSample(config, terminal, context, options['empty'] === true)
    await serve(config, terminal, context)
    return accept({ done: true, text: '', data: { stopped: true } })
  },
})
