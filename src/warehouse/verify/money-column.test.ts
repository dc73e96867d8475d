import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { moneyColumn } from './money-column.ts'

const sumOf = (decimals: number, texts: readonly string[]): bigint => {
  const column = moneyColumn(decimals)
  for (const text of texts) {
    const bytes = Buffer.from(`x,${text},y`, 'latin1')
    column.add(bytes, 2, bytes.length - 2)
  }
  return column.sum()
}

describe('a column of money', () => {
  test('is added up exactly, however an amount is written', () => {
    assert.equal(
      sumOf(2, ['1', '1.5', '-0.25', '"1,234.56"', ' 2.10 ', '', '-', '0.100', '\xa33']),
      124_201n + 0n,
    )
    assert.equal(sumOf(5, ['5.96231', '28.', '.00001', '12.3000000']), 4_626_232n)
  })

  test('of any amounts is their exact sum, beyond what a float holds', () =>
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), { maxLength: 300 }),
        (amounts) => {
          const texts = amounts.map((amount) => {
            const size = amount < 0n ? -amount : amount
            return `${amount < 0n ? '-' : ''}${size / 100n}.${String(size % 100n).padStart(2, '0')}`
          })
          assert.equal(
            sumOf(2, texts),
            amounts.reduce((sum, amount) => sum + amount, 0n),
          )
        },
      ),
    ))
})
