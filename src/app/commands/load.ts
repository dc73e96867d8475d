import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Progress } from '../../core/progress.ts'
import { accept, type Refusal } from '../../core/refusal.ts'
import type { Command, Context } from '../../features/context.ts'
import { localLayouts } from '../../intake/local/local.ts'
import { publishedLayouts } from '../../intake/layouts.ts'
import { loadFiles as loadInto, type LoadOptions, type Outcome } from '../../intake/load.ts'
import { readLoads, type LoadRecord } from '../../stores/lake.ts'
import type { Terminal } from '../cli.ts'
import type { Config } from '../config.ts'
import { failureOf, faultText } from '../errors.ts'
import { admitTo } from '../sample/kind.ts'
import { textTable } from '../text-table.ts'
import { overtaken } from './overtaken.ts'
import { setAside } from './set-aside.ts'

type Options = Pick<LoadOptions, 'year' | 'layout' | 'cut' | 'admit'>

/** What became of one file. */
export type Loaded = {
  path: string
  outcome: 'loaded' | 'unchanged' | 'refused' | 'fault'
  record?: LoadRecord
  refusal?: Refusal
}

/** Nothing that follows can succeed after one of these, so the rest of the files is not tried. */
const endsAll = new Set(['busy', 'disk-full', 'no-permission'])

const loadedOf = (outcome: Outcome, terminal: Terminal): Loaded => {
  const { path } = outcome
  if ('error' in outcome) {
    const failure = failureOf(outcome.error)
    if (failure.kind === 'refusal') return { path, outcome: 'refused', refusal: failure.refusal }
    terminal.err(`[${failure.reference}] ${faultText(outcome.error)}`)
    return { path, outcome: 'fault', refusal: failure.refusal }
  }
  const { result } = outcome
  if (!result.ok) return { path, outcome: 'refused', refusal: result.refusal }
  return 'unchanged' in result.value
    ? { path, outcome: 'unchanged', record: result.value.unchanged }
    : { path, outcome: 'loaded', record: result.value }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** One bar over all files by their bytes, however many steps the reading of each has. */
const barOver = (paths: readonly string[], progress: Progress): ((path: string) => Progress) => {
  const sizes = new Map(paths.map((path) => [path, sizeOf(path)]))
  const total = Math.max(
    1,
    [...sizes.values()].reduce((sum, size) => sum + size, 0),
  )
  const done = new Map<string, number>()
  let sum = 0
  return (path) => (_, part, of) => {
    const within = of > 0 ? Math.min(1, part / of) * (sizes.get(path) ?? 0) : 0
    const before = done.get(path) ?? 0
    if (within <= before) return
    done.set(path, within)
    sum += within - before
    progress(`loading ${paths.length} files`, sum, total)
  }
}

/** Loads files under one lock, committed in the order given; one that is refused does not stop the rest. */
export const loadFiles = async (
  paths: readonly string[],
  options: Options,
  context: Context,
  terminal: Terminal,
): Promise<Loaded[]> => {
  const bar = paths.length > 3 ? barOver(paths, context.progress) : () => context.progress
  const requests = paths.map((path) => ({ path, options: { ...options, onProgress: bar(path) } }))
  const loaded: Loaded[] = []
  const tell = (outcome: Outcome): void => {
    loaded.push(loadedOf(outcome, terminal))
  }
  const goOn = (): boolean => !endsAll.has(loaded.at(-1)?.refusal?.code ?? '')
  try {
    await loadInto(context.home, requests, tell, goOn)
  } catch (error) {
    const [path = ''] = paths
    if (loaded.length > 0) throw error
    loaded.push(loadedOf({ path, error }, terminal))
  }
  context.progress('', 1, 1)
  return loaded
}

const summary = (loaded: readonly Loaded[], asked: number): string => {
  const rows = loaded.map(({ path, outcome, record }) => [
    path.split('/').at(-1) ?? path,
    outcome,
    record?.title ?? '',
    record ? record.lines.accepted.toLocaleString('en-GB') : '',
    record ? record.lines.quarantined.toLocaleString('en-GB') : '',
  ])
  const refused = loaded.flatMap(({ path, refusal }) =>
    refusal ? [`\n${path}\n  ${refusal.message}\n  ${refusal.remedy}`] : [],
  )
  const left = asked - loaded.length
  return [
    textTable(['file', 'outcome', 'recognised as', 'accepted', 'quarantined'], rows),
    ...refused,
    ...(left > 0 ? [`\n${left} files were not tried after that.`] : []),
  ].join('\n')
}

const isCut = (text: unknown): text is 'flex' | 'freeze' => text === 'flex' || text === 'freeze'

export const loadCommand = (config: Config, terminal: Terminal): Command => ({
  name: 'load',
  usage: 'FILE… [--year YEAR] [--layout ID] [--cut flex|freeze]',
  summary: 'recognise, check and load files; one that is refused does not stop the rest',
  positionals: ['FILE…'],
  options: {
    year: { type: 'string', help: 'the year, where neither content nor name holds it' },
    layout: { type: 'string', help: 'the layout to read with, instead of recognising one' },
    cut: {
      type: 'string',
      oneOf: ['flex', 'freeze'],
      help: 'flex or freeze, where the file does not say',
    },
  },
  more: `Files are recognised by what they hold, as one of these layouts, or of the group’s own:\n${textTable(
    ['layout', 'what it is'],
    publishedLayouts.map(({ id, title }) => [id, title]),
  )}`,
  run: async ({ positionals, options }, context) => {
    const { year, layout, cut } = options
    const loaded = await loadFiles(
      positionals.map((path) => resolve(path)),
      {
        ...(typeof year === 'string' ? { year } : {}),
        ...(typeof layout === 'string' ? { layout } : {}),
        ...(isCut(cut) ? { cut } : {}),
        admit: admitTo(context.home, config.world),
      },
      context,
      terminal,
    )
    const brought = loaded.flatMap(({ outcome, record }) =>
      outcome === 'loaded' && record ? [record] : [],
    )
    const older = overtaken(readLoads(context.home), brought)
    const { unusable } = localLayouts(context.home)
    return accept({
      done: loaded.length === positionals.length && loaded.every(({ refusal }) => !refusal),
      text: [
        summary(loaded, positionals.length),
        ...(older.length === 0 ? [] : [older.map(({ text }) => text).join('\n')]),
        ...(await setAside(context.home, brought)),
        ...unusable.map(({ message, remedy }) => `${message} ${remedy}`),
      ].join('\n\n'),
      data: { files: loaded, overtaken: older, unusable },
    })
  },
})
