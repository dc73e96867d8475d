import { createHash } from 'node:crypto'
import type { Scope, Sharing } from '../../stores/scope.ts'

/** A practice's stay in a group, as a build has it. */
export type Stay = {
  practice: string
  group_code: string
  group_name: string
  locality: string
  locality_name: string
  from_month: string
  to_month: string | null
}

/** Under which code and name a practice's rows of some months are shown. */
export type Shown = {
  practice: string
  from_month: string
  to_month: string
  code: string
  name: string
  own: boolean
}

/** A stay under the code that is shown; `folded` where the code stands for several practices. */
export type ShownStay = Stay & { code: string; folded: boolean }

const ends = { from_month: '0000-01', to_month: '9999-12' }

type Disguise = (stay: Stay) => { code: string; name: string; folded: boolean }

const folding =
  (ending: string, words: string): Disguise =>
  ({ locality, locality_name }) => ({
    code: `${locality.slice(0, 15 - ending.length)}-${ending}`,
    name: `${words} of ${locality_name}`,
    folded: true,
  })

/** Practices under numbers that follow from no list: in the order of a hash that differs from build to build. */
const numbered = (stays: readonly Stay[], build: string): Disguise => {
  const order = (practice: string): string =>
    createHash('sha256').update(`${build} ${practice}`).digest('hex')
  const practices = [...new Set(stays.map(({ practice }) => practice))]
  const sorted = practices.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
  const numbers = new Map(sorted.map((practice, i) => [practice, i + 1]))
  return ({ practice }) => {
    const number = String(numbers.get(practice) ?? 0)
    return { code: `X${number.padStart(3, '0')}`, name: `Practice ${number}`, folded: false }
  }
}

const disguiseOf = (
  stays: readonly Stay[],
  sharing: Sharing | 'outside',
  build: string,
): Disguise => {
  if (sharing === 'anonymous') return numbered(stays, build)
  return sharing === 'outside'
    ? folding('ALL', 'All practices')
    : folding('REST', 'The other practices')
}

/** How each practice is shown in a scope: one's own as it is, the others under a number or as part of their locality. */
export const shownIn = (
  scope: Exclude<Scope, { kind: 'everything' }>,
  stays: readonly Stay[],
  build: string,
): { shown: Shown[]; stays: ShownStay[] } => {
  const own = scope.kind === 'inside' ? scope.practices : []
  const disguise = disguiseOf(stays, scope.kind === 'outside' ? 'outside' : scope.sharing, build)
  const others = stays.filter(({ practice }) => !own.includes(practice))
  return {
    shown: [
      ...own.map((practice) => ({ practice, ...ends, code: practice, name: practice, own: true })),
      ...others.map((stay) => {
        const { code, name } = disguise(stay)
        const { practice, from_month, to_month } = stay
        return { practice, from_month, to_month: to_month ?? ends.to_month, code, name, own: false }
      }),
    ],
    stays: stays.map((stay) =>
      own.includes(stay.practice)
        ? { ...stay, code: stay.practice, folded: false }
        : { ...stay, ...disguise(stay) },
    ),
  }
}
