import pg from 'pg'
import { z } from 'zod'

const { builtins } = pg.types
const textArrayType = 1009
const dateArrayType = 1182
const int8ArrayType = 1016

type Parser = (text: string) => unknown
/** The parsers of `pg`, whose own types know no arrays. */
const parserOf = pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => Parser

const checked = (text: string): number => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new Error(`${text} is beyond the exact whole numbers`)
  return number
}

const texts = z.array(z.string())
const textArray = (text: string): string[] => texts.parse(parserOf(textArrayType)(text))

/** "2026-11-22 06:56:56.12+00" as PostgreSQL writes it, as "2026-11-22T06:56:56.120Z". */
const instant = (text: string): string =>
  new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString()

const parsers = new Map<number, Parser>([
  [builtins.DATE, (text) => text],
  [dateArrayType, textArray],
  [builtins.INT8, checked],
  [int8ArrayType, (text) => textArray(text).map(checked)],
  [builtins.TIMESTAMPTZ, instant],
])

/**
 * How the ledger's values are read: date as "YYYY-MM-DD", timestamptz as ISO text in UTC to the
 * millisecond, bigint as a number (an error beyond 2^53), numeric as text, the rest as `pg` has it.
 */
export const valueParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? parserOf(oid, format),
}
