import type { Figure, Where } from '../../core/figure.ts'
import {
  byService,
  localityPath,
  serviceKeys,
  serviceName,
  statementPath,
  withMembers,
} from '../statement/statement.ts'
import {
  listsIn,
  moneyLine,
  patientsIn,
  placed,
  whereOf,
  whole,
  type PlaceLine,
} from './amounts.ts'
import type { MemberRow, OverviewData } from './store.ts'

/** What a list of practices can be sorted by: what is asked for, and never by blame. */
export const sorts = ['name', 'locality', 'patients', 'cost', 'rate'] as const
export type Sort = (typeof sorts)[number]

/** Stands for the locality of a practice that is a member no more. */
export const leftInYear = 'left in the year'

const blank = {
  href: null,
  remark: null,
  practices: null,
  patients: null,
  patientsFigure: null,
} as const

/** All care of the place, or null where nothing has arrived. */
export const totalOf = (data: OverviewData): PlaceLine => ({
  key: '',
  name: 'All care',
  ...blank,
  ...moneyLine(data, whereOf(data), data.costs, listsIn(data.lists), whole),
})

/** What care cost by service, a line for each service even where nothing of it was loaded. */
export const servicesOf = (data: OverviewData): PlaceLine[] =>
  data.costs.length === 0
    ? []
    : serviceKeys.map((key) => {
        const rows = data.costs.filter(
          ({ source, kind }) => (source === 'activity' ? kind : source) === key,
        )
        const { measure, cut } = byService.cost(key)
        const rateCut = byService.rate(key)
        const money = moneyLine(data, whereOf(data), rows, listsIn(data.lists), {
          cost: (name, from, to) => name(measure, from, to, cut),
          rate: rateCut && ((name, from, to) => name('cost-per-thousand', from, to, rateCut)),
        })
        return { key, name: serviceName(key), ...blank, ...money }
      })

const patientsFigure = (data: OverviewData, where: Where): Figure => ({
  measure: 'patients',
  where,
  from: data.periods.month,
  to: data.periods.month,
  cut: {},
  build: data.build.id,
})

/** The group's localities by name. */
export const localitiesOf = (data: OverviewData): PlaceLine[] => {
  const { month } = data.periods
  return [...Map.groupBy(data.lists, ({ locality }) => locality)]
    .map(([key, lists]): PlaceLine => {
      const where = placed('locality', key, data.place.members)
      const costs = data.costs.filter(({ locality }) => locality === key)
      return {
        key,
        name: lists[0]?.locality_name ?? key,
        href: withMembers(localityPath(data.place.group, key, month), data.place.members),
        remark: null,
        practices: Number(lists.find((row) => row.month === month)?.practices ?? 0n),
        patients: patientsIn(lists, month),
        patientsFigure: patientsFigure(data, where),
        ...moneyLine(data, where, costs, listsIn(lists), whole),
      }
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

const memberLine = (data: OverviewData, member: MemberRow): PlaceLine => {
  const where: Where = { kind: 'practice', code: member.practice }
  const rows = data.practices.filter(({ practice }) => practice === member.practice)
  const lists = { sum: member.list_sum, months: Number(member.list_months) }
  return {
    key: member.practice,
    name: member.name,
    href: statementPath(member.practice, data.periods.month),
    remark: member.is_member ? member.locality_name : leftInYear,
    practices: null,
    patients: member.patients,
    patientsFigure: patientsFigure(data, where),
    ...moneyLine(data, where, rows, lists, whole),
  }
}

const number = (value: bigint | null | undefined): number => Number(value ?? -1n)

const orders: Readonly<Record<Sort, (a: PlaceLine, b: PlaceLine) => number>> = {
  name: () => 0,
  locality: (a, b) => (a.remark ?? '').localeCompare(b.remark ?? '', 'en'),
  patients: (a, b) => number(b.patients) - number(a.patients),
  cost: (a, b) => number(b.year?.pence) - number(a.year?.pence),
  rate: (a, b) => number(b.rate?.pence) - number(a.rate?.pence),
}

/** The place's practices, each once, in the order asked for, then by name. */
export const practicesOf = (data: OverviewData, sort: Sort): PlaceLine[] =>
  [...Map.groupBy(data.members, ({ practice }) => practice).values()]
    .flatMap((rows) => rows.find((row) => row.is_member) ?? rows[0] ?? [])
    .map((member) => memberLine(data, member))
    .sort((a, b) => orders[sort](a, b) || a.name.localeCompare(b.name, 'en'))
