import { type Result, accept, refuse } from '../../core/refusal.ts'
import type { Layout, Sample } from '../engine/layout.ts'
import { knownButUnused } from './known.ts'
import type { Opening } from './sample.ts'

/** A file whose layout is found, and where its columns are. */
export type Recognised = {
  layout: Layout
  opening: Opening
  sample: Sample
  /** Lines before the first line of data. */
  headerLines: number
  /** For each column of the layout its place in the file from 0; null where the file has none. */
  places: readonly (number | null)[]
}

/** Names compare without case and spacing. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/\s/g, '')

/** A header may stand below a few lines of title. */
const deepestHeader = 10

const sampleAt = (opening: Opening, headerLine: number): Sample => ({
  header: opening.lines[headerLine] ?? [],
  rows: opening.lines.slice(headerLine + 1),
})

type Candidate = { layout: Layout; opening: Opening; headerLine: number; sample: Sample }

const headerCandidates = (layout: Layout, opening: Opening): Candidate[] => {
  const found: Candidate[] = []
  for (let headerLine = 0; headerLine < deepestHeader; headerLine++) {
    const sample = sampleAt(opening, headerLine)
    const names = new Set(sample.header.map(plain))
    if (!layout.marks.every((mark) => names.has(plain(mark)))) continue
    if (layout.fits && !layout.fits(sample)) continue
    found.push({ layout, opening, headerLine, sample })
    break
  }
  return found
}

const headerlessCandidates = (layout: Layout, opening: Opening): Candidate[] => {
  const rows = opening.lines.filter((line) => line.some((field) => field !== ''))
  const fitting = rows.filter((row) => row.length === layout.width)
  if (rows.length === 0 || fitting.length * 2 < rows.length) return []
  const sample: Sample = { header: fitting[0] ?? [], rows: fitting }
  if (!layout.fits?.(sample)) return []
  return [{ layout, opening, headerLine: -1, sample }]
}

const candidatesOf = (layout: Layout, openings: readonly Opening[]): Candidate[] =>
  openings
    .filter((opening) => (opening.sheet === null) === (layout.kind === 'csv'))
    .flatMap((opening) =>
      layout.header === 'none'
        ? headerlessCandidates(layout, opening)
        : headerCandidates(layout, opening),
    )

const quotedList = (names: readonly string[]): string => {
  const shown = names.slice(0, 6).map((name) => `“${name}”`)
  const more = names.length - shown.length
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

const placed = (path: string, candidate: Candidate): Result<Recognised> => {
  const { layout, opening, sample, headerLine } = candidate
  const names = sample.header.map(plain)
  const places = layout.columns.map(({ from }) => {
    if (typeof from === 'number') return from - 1
    for (const name of from) {
      const place = names.indexOf(plain(name))
      if (place !== -1) return place
    }
    return null
  })
  const missing = layout.columns.filter((column, i) => places[i] === null && !column.optional)
  if (missing.length > 0) {
    const wanted = missing.map(({ field, from }) => (typeof from === 'number' ? field : from[0]))
    return refuse(
      'header-wrong',
      `${path} looks like ${layout.title}, but its header lacks ${quotedList(wanted.map(String))}.`,
      'Ask the sender for the whole file with its header, or name the columns as published.',
      path,
    )
  }
  const twice = places.filter(
    (place) =>
      place !== null && names.indexOf(names[place] ?? '') !== names.lastIndexOf(names[place] ?? ''),
  )
  if (layout.header !== 'none' && twice.length > 0) {
    return refuse(
      'header-twice',
      `${path} looks like ${layout.title}, but its header has ${quotedList([sample.header[twice[0] ?? 0] ?? ''])} twice.`,
      'Remove or rename the column that should not be there.',
      path,
    )
  }
  return accept({ layout, opening, sample, headerLines: headerLine + 1, places })
}

const namesOf = (layout: Layout): string[] =>
  layout.columns.flatMap(({ from }) => (typeof from === 'number' ? [] : from)).map(plain)

/** The layout whose marks and columns have most in common with a header. */
const nearest = (
  openings: readonly Opening[],
  layouts: readonly Layout[],
): { layout: Layout; header: readonly string[]; share: number } | null => {
  let best: { layout: Layout; header: readonly string[]; share: number } | null = null
  for (const layout of layouts.filter(({ header }) => header !== 'none')) {
    for (const opening of openings) {
      for (const header of opening.lines.slice(0, deepestHeader)) {
        const names = new Set(header.map(plain))
        const wanted = layout.columns.filter(({ optional }) => !optional)
        const found = wanted.filter(
          ({ from }) => typeof from !== 'number' && from.some((name) => names.has(plain(name))),
        )
        const share = found.length / Math.max(1, wanted.length)
        if (found.length >= 2 && share > (best?.share ?? 0.34)) best = { layout, header, share }
      }
    }
  }
  return best
}

/** Whether a line holds names of columns, and nothing of a row: a number or a date may be a patient's. */
const isOfNames = (line: readonly string[]): boolean =>
  line.every((cell) => !/\d{4}|\d[/.-]\d|\p{Cc}/u.test(cell))

const unknown = (
  path: string,
  openings: readonly Opening[],
  layouts: readonly Layout[],
): Result<never> => {
  const near = nearest(openings, layouts)
  if (near) {
    const names = new Set(near.header.map(plain))
    const missing = near.layout.columns
      .filter(
        ({ from, optional }) =>
          !optional && typeof from !== 'number' && !from.some((name) => names.has(plain(name))),
      )
      .map(({ field, from }) => (typeof from === 'number' ? field : (from[0] ?? field)))
    const known = new Set([...namesOf(near.layout), ...near.layout.marks.map(plain)])
    const unexpected = near.header.filter((name) => name !== '' && !known.has(plain(name)))
    return refuse(
      'layout-unknown',
      `${path} is none of the layouts that Steward reads; the nearest is ${near.layout.title}` +
        (missing.length > 0 ? `, of which ${quotedList(missing)} is missing` : '') +
        (unexpected.length > 0 ? `, and ${quotedList(unexpected)} is not part of it` : '') +
        '.',
      'Ask for the file in its published layout, or run “steward layout” on it to map its columns.',
      path,
    )
  }
  const header = openings[0]?.lines[0] ?? []
  const wrapped = openings[0]?.lines.filter((line) => line.length === 1 && line[0]?.includes(','))
  if (wrapped && wrapped.length > 1 && wrapped.length * 2 > (openings[0]?.lines.length ?? 0)) {
    return refuse(
      'lines-wrapped',
      `${path} has each whole line between quotes, so that it holds one column only.`,
      'Another program has damaged the file: take it again from the sender.',
      path,
    )
  }
  return refuse(
    'layout-unknown',
    header.length < 2 || !isOfNames(header)
      ? `${path} does not hold a table that Steward knows, under a header that names its columns.`
      : `${path} is none of the layouts that Steward reads; its first line begins with ${quotedList(header.slice(0, 3))}.`,
    'Run “steward help load” for the layouts that can be loaded, or “steward layout” to map a local extract.',
    path,
  )
}

/**
 * Finds the layout of a file from what it holds: the names of its header, or the shape of its lines
 * where there is no header. The name of the file plays no part.
 */
export const recognise = (
  path: string,
  openings: readonly Opening[],
  layouts: readonly Layout[],
): Result<Recognised> => {
  const candidates = layouts
    .flatMap((layout) => candidatesOf(layout, openings))
    .sort((a, b) => b.layout.marks.length - a.layout.marks.length)
  const [best] = candidates
  if (best) return placed(path, best)
  const known = knownButUnused(openings)
  if (known !== null) {
    return refuse(
      'known-not-used',
      `${path} is ${known}: known, not used yet.`,
      'Nothing was loaded; keep the file for a later version.',
      path,
    )
  }
  return unknown(path, openings, layouts)
}
