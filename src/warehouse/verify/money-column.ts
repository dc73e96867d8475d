import { parseDecimal } from '../../core/money.ts'

const [minus, point, zero, nine, quote, space] = [45, 46, 48, 57, 34, 32]

/** Adds up one column of a file exactly, from the bytes of its fields. */
export type MoneyColumn = { add(line: Uint8Array, from: number, to: number): void; sum(): bigint }

const plainly = (text: string, decimals: number): bigint =>
  parseDecimal(text.replaceAll('"', '').replace('£', '').trim(), decimals) ?? 0n

/**
 * Digits are read as bytes; what is not digits and one point (thousands commas, a pound sign, a dash
 * for nought) is read as text, the slow way. Whatever the text says, a value that is none counts nought.
 */
export const moneyColumn = (decimals: number): MoneyColumn => {
  let exact = 0n
  let running = 0
  const scale = 10 ** decimals
  const fast = (line: Uint8Array, from: number, to: number): number | null => {
    if (to - from > 14 || from === to) return from === to ? 0 : null
    let at = from
    const negative = line[at] === minus
    if (negative) at++
    let value = 0
    let after = -1
    for (; at < to; at++) {
      const byte = line[at] ?? 0
      if (byte >= zero && byte <= nine) {
        if (after >= decimals) {
          if (byte !== zero) return null
          continue
        }
        value = value * 10 + (byte - zero)
        if (after >= 0) after++
      } else if (byte === point && after < 0) after = 0
      else return null
    }
    const whole = value * (after < 0 ? scale : 10 ** (decimals - after))
    return negative ? -whole : whole
  }
  return {
    add(line, from, to) {
      let [start, end] = [from, to]
      while (start < end && line[start] === space) start++
      while (end > start && line[end - 1] === space) end--
      if (end - start >= 2 && line[start] === quote && line[end - 1] === quote) {
        start++
        end--
      }
      const value = fast(line, start, end)
      if (value === null) {
        exact += plainly(Buffer.from(line.subarray(start, end)).toString('latin1'), decimals)
        return
      }
      running += value
      if (Math.abs(running) > 2 ** 52) {
        exact += BigInt(running - value) + BigInt(value)
        running = 0
      }
    },
    sum: () => exact + BigInt(running),
  }
}
