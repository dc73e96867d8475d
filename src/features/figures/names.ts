import { cutKeys, type CutKey, type Figure, type Where } from '../../core/figure.ts'
import { formatMonth, type Month } from '../../core/month.ts'
import { sqlFile } from '../../stores/duck.ts'
import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import { definitions } from './definitions.ts'

export type NameKind = CutKey | 'practice' | 'locality' | 'group'

/** The words for codes, as the build has them; the code itself where it has none. */
export type Names = {
  of(kind: NameKind, code: string): string
  knows(kind: NameKind, code: string): boolean
  /** Where a point of delivery stands on a page. */
  sort(pod: string): number
}

const kindNames: Readonly<Record<string, string>> = {
  admitted: 'admitted care',
  outpatient: 'outpatients',
  emergency: 'emergency care',
  contract: 'contract lines',
  prescribing: 'prescribing',
}

const made = new WeakMap<Served['duck'], Promise<Names>>()

const read = async (served: Served): Promise<Names> => {
  const rows = await served.duck.all<{ kind: string; code: string; name: string; sort: number }>(
    sqlFile(import.meta.url, 'sql/names.sql'),
  )
  const names = new Map(rows.map(({ kind, code, name }) => [`${kind} ${code}`, name]))
  const sorts = new Map(rows.map(({ kind, code, sort }) => [`${kind} ${code}`, sort]))
  return {
    of: (kind, code) => {
      if (code === '') return 'not stated'
      if (kind === 'kind') return kindNames[code] ?? code
      return names.get(`${kind} ${code}`) ?? code
    },
    knows: (kind, code) => (kind === 'kind' ? code in kindNames : names.has(`${kind} ${code}`)),
    sort: (pod) => sorts.get(`pod ${pod}`) ?? Number.MAX_SAFE_INTEGER,
  }
}

/** Reads the names of a build once, however many pages ask for them. */
export const namesOf = (_: Scope, served: Served): Promise<Names> => {
  const known = made.get(served.duck)
  if (known) return known
  const names = read(served)
  made.set(served.duck, names)
  return names
}

/** "Willowbrook Surgery (P81001)", "the locality North", "every practice". */
export const whereText = (where: Where, names: Names): string => {
  if (!('code' in where)) {
    return where.kind === 'all' ? 'everything that arrived' : 'lines without a practice'
  }
  const name = names.of(where.kind, where.code)
  const words = name === where.code ? name : `${name} (${where.code})`
  const place = where.kind === 'locality' ? `locality ${words}` : words
  return where.members === 'now' ? `${place}, with its members of now in every month` : place
}

/** "April 2019 to October 2019". */
export const monthsText = ({ from, to }: { from: Month; to: Month }): string =>
  from === to ? formatMonth(from) : `${formatMonth(from)} to ${formatMonth(to)}`

const labels: Record<CutKey, string> = {
  pod: '',
  specialty: 'specialty ',
  provider: 'at ',
  chapter: 'chapter ',
  kind: '',
}

/** "Emergency admissions, at Northbridge Hospital"; empty where the figure is not narrowed. */
export const cutText = (figure: Figure, names: Names): string =>
  cutKeys
    .flatMap((key) => {
      const code = figure.cut[key]
      return code === undefined ? [] : [`${labels[key]}${names.of(key, code)}`]
    })
    .join(', ')

/** The figure in words: what, of what, whose, when. */
export const titleOf = (figure: Figure, names: Names): string =>
  [
    definitions[figure.measure].title,
    cutText(figure, names),
    whereText(figure.where, names),
    monthsText(figure),
  ]
    .filter((words) => words !== '')
    .join(' · ')
