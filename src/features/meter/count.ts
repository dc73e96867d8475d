import type { MeterRule } from './rule.ts'

/** One thing that was asked of a person: a page or form opened or sent, a message read. */
export type Asked = {
  person: number
  level: string
  on: string
  kind: 'page' | 'form' | 'prompt'
  key: string
  opened: number
  submitted: number
  timed: number
  estimatedSeconds: number
  actualSeconds: number
}

const secondsOf = (minutes: number): number => Math.round(minutes * 60)

/** The key of a route that the rule file gives no time of its own: "GET /members" becomes "get-members". */
export const keyOf = (route: string): string =>
  route
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .replaceAll(/^-|-$/g, '')

type Who = { person: number; level: string; on: string }

/** What one request of a person counts as; null where it asks nothing, such as a file or a form sent in vain. */
export const askedBy = (
  rule: MeterRule,
  route: string,
  status: number,
  who: Who,
  /** Seconds since the person opened the form that this sends; null where that is not known. */
  sinceOpened: number | null,
): Asked | null => {
  const none = { opened: 0, submitted: 0, timed: 0, estimatedSeconds: 0, actualSeconds: 0 }
  if (route.startsWith('POST ')) {
    if (status !== 303) return null
    const form = rule.forms.find(({ sends }) => sends === route)
    const base = { ...who, kind: 'form', key: form?.key ?? keyOf(route), ...none } as const
    if (sinceOpened !== null) {
      const actualSeconds = Math.min(Math.round(sinceOpened), secondsOf(rule.longestMinutes))
      return { ...base, submitted: 1, timed: 1, actualSeconds }
    }
    const estimatedSeconds = secondsOf(form?.minutes ?? rule.usual.form)
    return { ...base, submitted: 1, estimatedSeconds }
  }
  if (status !== 200) return null
  // A page that is a form alone asks its time when it is sent; opening it is counted without minutes.
  const form = rule.forms.find(({ opens }) => opens === route)
  const page = rule.pages.find((each) => each.route === route)
  if (form && !page) return { ...who, kind: 'form', key: form.key, ...none, opened: 1 }
  const estimatedSeconds = secondsOf(page?.minutes ?? rule.usual.page)
  return {
    ...who,
    kind: 'page',
    key: page?.key ?? keyOf(route),
    ...none,
    opened: 1,
    estimatedSeconds,
  }
}

/** Counts of one person, day and thing added together. */
export const addedUp = (all: readonly Asked[]): Asked[] => {
  const sums = new Map<string, Asked>()
  for (const each of all) {
    const { person, level, on, kind, key } = each
    const name = [person, level, on, kind, key].join(' ')
    const sum = sums.get(name)
    sums.set(
      name,
      sum
        ? {
            ...sum,
            opened: sum.opened + each.opened,
            submitted: sum.submitted + each.submitted,
            timed: sum.timed + each.timed,
            estimatedSeconds: sum.estimatedSeconds + each.estimatedSeconds,
            actualSeconds: sum.actualSeconds + each.actualSeconds,
          }
        : each,
    )
  }
  return [...sums.values()]
}
