import { addDays } from '../course/clock.ts'
import type { ConcernRule } from '../rule.ts'

const patternOf = (words: readonly string[]): RegExp =>
  new RegExp(
    `\\b(?:${words
      .map((word) => {
        const plain = word.replace(/\*$/, '').replace(/[^a-z0-9 -]/gi, '')
        return word.endsWith('*') ? `${plain}\\w*` : plain
      })
      .join('|')})\\b`,
    'i',
  )

/** The themes whose words a text has, in the order of the rule file. */
export const suggestedThemes = (rule: Pick<ConcernRule, 'themes'>, text: string): string[] =>
  rule.themes.filter(({ words }) => patternOf(words).test(text)).map(({ name }) => name)

/** What a count of themes needs to know of each idea or concern. */
export type Themed = {
  themes: readonly string[]
  on: string
  practice: string | null
  open: boolean
}

export type ThemeCount = {
  theme: string
  all: number
  open: number
  practices: number
  /** So many, from so many practices, within the rule's days: worth a look as a whole. */
  several: boolean
}

/** How often each theme was raised and by how many practices, the most raised first. */
export const countThemes = (
  rule: Pick<ConcernRule, 'several'>,
  concerns: readonly Themed[],
  today: string,
): ThemeCount[] => {
  const since = addDays(today, -rule.several.days)
  const byTheme = Map.groupBy(
    concerns.flatMap((concern) => concern.themes.map((theme) => ({ theme, concern }))),
    ({ theme }) => theme,
  )
  return [...byTheme]
    .map(([theme, found]) => {
      const each = found.map(({ concern }) => concern)
      const recent = each.filter(({ on }) => on >= since)
      const practices = (of: readonly Themed[]): number =>
        new Set(of.flatMap(({ practice }) => practice ?? [])).size
      return {
        theme,
        all: each.length,
        open: each.filter(({ open }) => open).length,
        practices: practices(each),
        several:
          recent.length >= rule.several.concerns && practices(recent) >= rule.several.practices,
      }
    })
    .toSorted((a, b) => b.all - a.all || (a.theme < b.theme ? -1 : 1))
}

/** The topic of the rule file that shares a word with the text; the last one ("Something else") where none does. */
export const suggestedTopic = (rule: Pick<ConcernRule, 'topics'>, text: string): string => {
  const lower = text.toLowerCase()
  const found = rule.topics.find((topic) =>
    topic
      .toLowerCase()
      .split(/[^a-z]+/)
      .some((word) => word.length > 5 && lower.includes(word.replace(/(?:ing|s)$/, ''))),
  )
  return found ?? rule.topics.at(-1) ?? ''
}
