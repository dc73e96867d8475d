import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Every Parquet file begins and ends with these four bytes; the last are written last. */
const mark = 'PAR1'

/** What is wrong with a Parquet file that a load or a close has published; null where it is there and whole. */
export const damageOf = (path: string): string | null => {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'is gone'
    throw error
  }
  try {
    const { size } = fstatSync(file)
    const bytes = Buffer.alloc(mark.length)
    const at = (position: number): string => {
      readSync(file, bytes, 0, mark.length, position)
      return bytes.toString('latin1')
    }
    const isWhole = size >= 12 && at(0) === mark && at(size - mark.length) === mark
    return isWhole ? null : 'is cut off or overwritten'
  } finally {
    closeSync(file)
  }
}
