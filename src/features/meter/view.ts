import { keyOf } from './count.ts'
import type { MeterRule } from './rule.ts'
import type { PersonCount } from './store.ts'

/** What a level was asked in a month, in minutes. */
export type LevelView = {
  id: string
  name: string
  people: number
  capMinutes: number
  /** All minutes asked of the level, over all its people. */
  total: number
  mean: number
  most: number
  overCap: number
}

/** What one page, form or message asked in all. */
export type ThingView = {
  title: string
  kind: PersonCount['kind']
  opened: number
  submitted: number
  minutes: number
  /** Mean minutes of those whose time is known, beside the estimate; null where none is. */
  timed: number
}

const minutesOf = (seconds: number): number => seconds / 60

/** Minutes asked per person of each level: all of the month over all of its people, the most of any one, and how many are over the cap. */
export const levelsOf = (
  { levels }: Pick<MeterRule, 'levels'>,
  counts: readonly PersonCount[],
  people: ReadonlyMap<string, number>,
): LevelView[] =>
  levels.map(({ id, name, capMinutes }) => {
    const own = counts.filter(({ level }) => level === id)
    const byPerson = [...Map.groupBy(own, ({ person }) => person).values()].map((each) =>
      minutesOf(each.reduce((sum, { seconds }) => sum + seconds, 0)),
    )
    const total = byPerson.reduce((sum, each) => sum + each, 0)
    const all = Math.max(people.get(id) ?? 0, byPerson.length)
    return {
      id,
      name,
      people: all,
      capMinutes,
      total,
      mean: all === 0 ? 0 : total / all,
      most: Math.max(0, ...byPerson),
      overCap: byPerson.filter((each) => each > capMinutes).length,
    }
  })

const titleOf = ({ pages, forms, prompts, names }: MeterRule, key: string): string =>
  [...pages, ...forms, ...prompts].find((each) => each.key === key)?.title ??
  Object.entries(names).find(([route]) => keyOf(route) === key)?.[1] ??
  key.replace(/^(?:get|post)-/, '').replaceAll('-', ' ')

/** What asked the most minutes first. */
export const thingsOf = (rule: MeterRule, counts: readonly PersonCount[]): ThingView[] =>
  [...Map.groupBy(counts, ({ kind, key }) => `${kind} ${key}`).values()]
    .flatMap((own) => {
      const [first] = own
      if (!first) return []
      const sum = (field: 'opened' | 'submitted' | 'timed' | 'seconds'): number =>
        own.reduce((total, each) => total + each[field], 0)
      return [
        {
          title: titleOf(rule, first.key),
          kind: first.kind,
          opened: sum('opened'),
          submitted: sum('submitted'),
          minutes: minutesOf(sum('seconds')),
          timed: sum('timed'),
        },
      ]
    })
    .toSorted((a, b) => b.minutes - a.minutes || (a.title < b.title ? -1 : 1))

/** Minutes as people say them: "less than a minute", "12 minutes", "1 hour 5 minutes". */
export const minutesText = (minutes: number): string => {
  if (minutes < 1) return minutes === 0 ? 'none' : 'less than a minute'
  const whole = Math.round(minutes)
  const [hours, rest] = [Math.floor(whole / 60), whole % 60]
  const said = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`
  if (hours === 0) return said(rest, 'minute')
  return rest === 0 ? said(hours, 'hour') : `${said(hours, 'hour')} ${said(rest, 'minute')}`
}
