import type { Random } from '../core/random.ts'

/** A table from which an index is drawn in constant time with the given odds (Walker's alias method). */
export type Choice = { pick(random: Random): number; size: number }

export type AliasTable = { share: Float32Array; alias: Int32Array }

/** Builds the two arrays; kept apart from `choice` so that large ones can be shared between threads. */
export const aliasTable = (
  weights: ArrayLike<number>,
  room: (bytes: number) => ArrayBufferLike = (bytes) => new ArrayBuffer(bytes),
): AliasTable => {
  const size = weights.length
  const share = new Float32Array(room(size * 4))
  const alias = new Int32Array(room(size * 4))
  let total = 0
  for (let i = 0; i < size; i++) total += weights[i] ?? 0
  const scaled = new Float64Array(size)
  const small = new Int32Array(size)
  const large = new Int32Array(size)
  let [smalls, larges] = [0, 0]
  for (let i = 0; i < size; i++) {
    scaled[i] = ((weights[i] ?? 0) * size) / total
    if ((scaled[i] ?? 0) < 1) small[smalls++] = i
    else large[larges++] = i
  }
  while (smalls > 0 && larges > 0) {
    const less = small[--smalls] ?? 0
    const more = large[larges - 1] ?? 0
    share[less] = scaled[less] ?? 0
    alias[less] = more
    const left = (scaled[more] ?? 0) + (scaled[less] ?? 0) - 1
    scaled[more] = left
    if (left < 1) {
      larges--
      small[smalls++] = more
    }
  }
  while (larges > 0) share[large[--larges] ?? 0] = 1
  while (smalls > 0) share[small[--smalls] ?? 0] = 1
  return { share, alias }
}

export const choice = ({ share, alias }: AliasTable): Choice => ({
  size: share.length,
  pick: (random) => {
    const at = Math.floor(random.next() * share.length)
    return random.next() < (share[at] ?? 0) ? at : (alias[at] ?? 0)
  },
})

/** One of the items, with the odds that stand beside them. */
export const weighted = <T>(items: readonly (readonly [T, number])[]): ((random: Random) => T) => {
  const table = choice(aliasTable(items.map((item) => item[1])))
  return (random) => {
    const item = items[table.pick(random)]
    if (!item) throw new Error('nothing to choose from')
    return item[0]
  }
}

/** The same items in a random order. */
export const shuffled = <T>(items: readonly T[], random: Random): T[] =>
  items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
