import { join } from 'node:path'
import { AppError } from '../../core/refusal.ts'
import { type Duck, literal } from '../../stores/duck.ts'
import type { Home } from '../../stores/home.ts'
import { onOneThread } from '../../stores/threads.ts'
import type { Opened } from '../file/open-file.ts'
import { throughPipe } from './pipe.ts'
import { longestLine } from '../file/prescan.ts'
import { direct, isClean, piped, type Reading } from './reading.ts'
import { repairInto, type BrokenLine, type Repaired } from '../file/repair.ts'
import { type Check, noFault, rowGroupRows, stagingSql, totalRow } from './staging.ts'
import { writeSheet } from '../file/workbook.ts'

/** The typed rows of a file in a temporary Parquet file, and the account of all its lines. */
export type Staged = {
  file: string
  checks: readonly Check[]
  broken: readonly BrokenLine[]
  blank: number
  totals: number
  good: number
  faulty: number
}

const isCsvError = (error: unknown): boolean =>
  error instanceof Error && /CSV Error|CSV Parser|Invalid Input Error/.test(error.message)

const countsSql = (file: string): string => `select
    count(*) filter (where fault = ${noFault}) as good,
    count(*) filter (where fault = ${totalRow}) as totals,
    count(*) filter (where fault > ${noFault}) as faulty
  from read_parquet(${literal(file)})`

/** A fault of the reader, without its own text where that could quote a line about a patient. */
const unreadable = ({ scan, found }: Opened, error: unknown): unknown => {
  if (error instanceof AppError || !found.layout.patients) return error
  const kind = error instanceof Error ? error.message.split(':')[0] : 'Error'
  return new Error(`${kind} while reading ${scan.path} as ${found.layout.id}`)
}

const copyStaged = async (
  duck: Duck,
  opened: Opened,
  reading: Reading,
  file: string,
): Promise<Check[]> => {
  const { sql, checks } = stagingSql(opened.found, reading)
  // No dictionaries: a tenth of the whole load would go into them, for a file that is gone in a moment.
  // Rows keep the order of the file: two threads wait for each other throughout, and hold rows meanwhile.
  await onOneThread(duck, () =>
    duck.run(
      `copy (${sql}) to ${literal(file)} (format parquet, compression lz4, dictionary_size_limit 1, row_group_size ${rowGroupRows})`,
    ),
  )
  return checks
}

const account = async (
  duck: Duck,
  file: string,
  checks: readonly Check[],
  repaired: Repaired,
): Promise<Staged> => {
  const [row] = await duck.all<{ good: bigint; totals: bigint; faulty: bigint }>(countsSql(file))
  const { good = 0n, totals = 0n, faulty = 0n } = row ?? {}
  return {
    file,
    checks,
    broken: repaired.broken,
    blank: repaired.blank,
    totals: Number(totals),
    good: Number(good),
    faulty: Number(faulty),
  }
}

/** Every physical line is header, blank, total, good, faulty or broken. */
const agrees = (opened: Opened, staged: Staged): boolean =>
  opened.lines ===
  opened.found.headerLines +
    staged.blank +
    staged.totals +
    staged.good +
    staged.faulty +
    staged.broken.length

const stageDirectly = async (duck: Duck, opened: Opened, file: string): Promise<Staged | null> => {
  const { scan, found } = opened
  try {
    const checks = await copyStaged(duck, opened, direct(scan, found), file)
    const staged = await account(duck, file, checks, { broken: [], blank: 0, lines: scan.lines })
    return agrees(opened, staged) ? staged : null
  } catch (error) {
    if (isCsvError(error)) return null
    throw unreadable(opened, error)
  }
}

const stageThroughPipe = async (
  duck: Duck,
  home: Home,
  opened: Opened,
  file: string,
): Promise<Staged> => {
  const { scan, found, sheet } = opened
  const { headerLines, sample, opening } = found
  let repaired: Repaired = { broken: [], blank: 0, lines: 0 }
  const form = { headerLines, header: sample.header, delimiter: opening.delimiter }
  const checks = await throughPipe(
    home,
    async (write) => {
      repaired = sheet
        ? await writeSheet(write, sheet, { headerLines, width: sample.header.length })
        : await repairInto(write, scan, form)
    },
    (pipe) => copyStaged(duck, opened, piped(pipe, found), file),
  ).catch((error: unknown) => {
    throw unreadable(opened, error)
  })
  const staged = await account(duck, file, checks, repaired)
  if (agrees(opened, staged)) return staged
  throw new AppError({
    code: 'control-total',
    message: `${scan.path} has ${opened.lines} lines, of which ${staged.good + staged.faulty + staged.totals + staged.blank + staged.broken.length + headerLines} were accounted for; nothing was loaded.`,
    remedy: 'Report this with the layout of the file: it is a fault of Steward.',
    where: scan.path,
  })
}

/**
 * Reads the file into a temporary Parquet file of typed rows: as it lies where it is clean, through
 * a pipe that repairs and sets aside lines where it is not, or where DuckDB's count of lines differs.
 */
export const stage = async (duck: Duck, home: Home, opened: Opened): Promise<Staged> => {
  const file = join(home.tmp, `staged.${process.pid}.parquet`)
  if (opened.sheet === null && isClean(opened.scan, longestLine)) {
    const staged = await stageDirectly(duck, opened, file)
    if (staged) return staged
  }
  return stageThroughPipe(duck, home, opened, file)
}
