import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, before, describe, test } from 'node:test'
import { type Duck, openDuck, type Value } from '../../stores/duck.ts'
import type { Parser } from './layout.ts'
import {
  code,
  codeList,
  date,
  decimal,
  flag,
  hundredThousandths,
  month,
  oneOf,
  pence,
  standing,
  wholeNumber,
} from './parsers.ts'

const bad = Symbol('bad')

/** The typed value of a text, or that it is at fault, as the staging statement would find it. */
const parse = async (duck: Duck, parser: Parser, text: string): Promise<Value | typeof bad> => {
  const value = `cast(${parser.sql('raw')} as ${parser.sqlType})`
  const [row] = await duck.all(
    `select value, coalesce(${parser.fault('raw', 'value') ?? 'false'}, false) as fault
     from (select raw, ${value} as value from (select $text as raw))`,
    { text },
  )
  return row?.['fault'] === true ? bad : (row?.['value'] ?? null)
}

const cases: Readonly<
  Record<string, readonly [Parser, readonly (readonly [string, Value | symbol])[]]>
> = {
  pence: [
    pence,
    [
      ['1,234.5', 123_450n],
      ['£1,234,567.89', 123_456_789n],
      ['-0.05', -5n],
      ['.5', 50n],
      ['28.', 2_800n],
      ['00000000.64', 64n],
      ['1.230', 123n],
      ['1.235', bad],
      ['1,23', bad],
      ['12,34,567', bad],
      ['1e5', bad],
      ['-', bad],
      ['.', bad],
      ['one', bad],
    ],
  ],
  'hundred-thousandths': [
    hundredThousandths,
    [
      ['5.96231', 596_231n],
      ['99999999.99999', 9_999_999_999_999n],
      ['100,000,000', bad],
      ['1234567890123456789', bad],
    ],
  ],
  'whole numbers': [
    wholeNumber('INTEGER'),
    [
      ['1,216', 1_216],
      ['0000012', 12],
      ['168.0', 168],
      ['1.5', bad],
      ['-1', bad],
      ['2147483648', bad],
    ],
  ],
  dates: [
    date('2019-10-31', '31OCT2019', '31-Oct-19', '20191031'),
    [
      ['2019-10-31', '2019-10-31'],
      ['01JAN2021', '2021-01-01'],
      ['01Jan2022', '2022-01-01'],
      ['01-Apr-17', '2017-04-01'],
      ['20130401', '2013-04-01'],
      ['2019-02-29', bad],
      ['31/10/2019', bad],
      ['2019-1-1', bad],
      ['today', bad],
    ],
  ],
  months: [
    month,
    [
      ['2017_09', '2017-09'],
      ['201709', '2017-09'],
      ['2026-01', '2026-01'],
      ['2026-13', bad],
    ],
  ],
  codes: [
    code('[A-Z][0-9]{2}', 'a code'),
    [
      ['a12', 'A12'],
      ['A123', bad],
    ],
  ],
  'lists of codes': [
    codeList('RO[0-9]+', 'roles'),
    [
      ['RO76|RO80', 'RO76|RO80'],
      ['RO76,RO80', bad],
    ],
  ],
  'values of a list': [
    oneOf({ Male: 'male', M: 'male' }, 'a sex'),
    [
      ['MALE', 'male'],
      ['x', bad],
    ],
  ],
  flags: [
    flag(['Y'], ['N']),
    [
      ['y', true],
      ['N', false],
      ['?', bad],
    ],
  ],
  decimals: [
    decimal(9, 6),
    [
      ['-1.3189383', '-1.318938'],
      ['north', bad],
    ],
  ],
  'texts that stand for others': [
    standing(wholeNumber(), { '-': '0', '*': null }),
    [
      ['-', 0],
      ['*', null],
      ['7', 7],
      ['x', bad],
    ],
  ],
}

describe('parsers of fields', () => {
  let duck: Duck
  before(async () => {
    duck = await openDuck({ tmp: tmpdir(), memory: '256MB', threads: 1 })
  })
  after(() => duck.close())

  for (const [what, [parser, samples]] of Object.entries(cases)) {
    test(`${what} are read exactly or found at fault`, async () => {
      for (const [text, expected] of samples)
        assert.deepEqual(await parse(duck, parser, text), expected, text)
    })
  }
})
