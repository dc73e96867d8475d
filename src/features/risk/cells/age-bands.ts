import type { Users } from './ask.ts'

/** The band of the lists that an age of five years' width falls into: "male/30" is in "male/25" where bands are of ten years. */
export const keyOnLists = (lists: readonly { key: string }[]): ((key: string) => string) => {
  const ages = [...new Set(lists.map(({ key }) => Number(key.split('/')[1])))].sort((a, b) => a - b)
  return (key) => {
    const [sex, age] = key.split('/')
    return `${sex}/${ages.findLast((from) => from <= Number(age)) ?? age}`
  }
}

const joined = (parts: readonly Float64Array[]): Float64Array =>
  Float64Array.from(parts.flatMap((part) => Array.from(part)))

/** Users by the bands of the lists, those of one band together. */
export const inBands = (users: readonly Users[], listed: (key: string) => string): Users[] =>
  [...Map.groupBy(users, ({ key }) => listed(key))].map(([key, own]) => {
    const [only] = own
    if (only && own.length === 1) return { ...only, key }
    return {
      key,
      earlier: joined(own.map(({ earlier }) => earlier)),
      costs: {
        'general-and-acute': joined(own.map(({ costs }) => costs['general-and-acute'])),
        community: joined(own.map(({ costs }) => costs.community)),
        'mental-health': joined(own.map(({ costs }) => costs['mental-health'])),
        maternity: joined(own.map(({ costs }) => costs.maternity)),
      },
    }
  })
