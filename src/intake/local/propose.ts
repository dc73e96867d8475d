import type { Sample } from '../engine/layout.ts'
import { activityFeeds, type ActivityFeed } from '../sus/feeds.ts'
import { codeLists } from '../sus/fields.ts'
import { fieldsOf } from './mapping.ts'
import { otherNames } from './names.ts'
import { alike, couldBe, dateFormOf, namesPersons } from './similarity.ts'

export type Placed = { field: string; column: string; values: readonly string[] }

/** A first mapping of a file, and what is left for a person to decide. */
export type Proposal = {
  feed: ActivityFeed
  patient: { column: string | null; kind: 'nhs-number' | 'pseudonym' }
  dates: readonly string[]
  placed: readonly Placed[]
  /** Texts of coded columns that are not national codes, by field. */
  codes: Readonly<Record<string, readonly string[]>>
  ignored: readonly string[]
  unplaced: {
    /** Columns of the file for which no field was found. */
    columns: readonly string[]
    /** Fields that a file of this kind must have and for which no column was found. */
    fields: readonly string[]
  }
}

const personal = [
  'Patient Name',
  'Surname',
  'Patient Surname',
  'Forename',
  'Given Name',
  'Family Name',
  'Patient Usual Address',
  'Address Line',
  'Postcode',
  'Patient Postcode',
  'Local Patient Identifier',
  'Local Patient ID',
  'Hospital Number',
  'Telephone',
]

const leastAlike = 0.5

const valuesOf = (sample: Sample, at: number): string[] =>
  sample.rows.map((row) => row[at] ?? '').filter((value) => value !== '')

const namesOf = (feed: ActivityFeed, field: string): string[] => {
  const column = activityFeeds[feed].columns.find(([name]) => name === field)?.[1] ?? ''
  const parts = column.split('.')
  return [field, ...[1, 2, 3].map((n) => parts.slice(-n).join(' ')), ...(otherNames[field] ?? [])]
}

/** A name with a path in it, as "appointment.patient.residence.postcode", and its last words alone. */
const variants = (name: string): string[] => {
  const parts = name.split('.').filter((part) => part !== 'value')
  return [name, ...[1, 2, 3].filter((n) => n < parts.length).map((n) => parts.slice(-n).join(' '))]
}

const best = (name: string, others: readonly string[]): number =>
  Math.max(0, ...variants(name).flatMap((each) => others.map((other) => alike(each, other))))

type Candidate = { field: string; at: number; score: number }

const candidates = (sample: Sample, feed: ActivityFeed): Candidate[] =>
  fieldsOf(feed).flatMap((field) => {
    const names = namesOf(feed, field)
    return sample.header.flatMap((column, at) => {
      const name = best(column, names)
      const fits = couldBe(field, valuesOf(sample, at))
      const score = fits === false ? 0 : name + (fits === true ? 0.15 : 0)
      return name >= leastAlike && score > 0 ? [{ field, at, score }] : []
    })
  })

const place = (sample: Sample, feed: ActivityFeed, taken: ReadonlySet<number>): Candidate[] => {
  const fields = new Set<string>()
  const columns = new Set(taken)
  return candidates(sample, feed)
    .toSorted((a, b) => b.score - a.score)
    .filter(({ field, at }) => {
      if (fields.has(field) || columns.has(at)) return false
      fields.add(field)
      columns.add(at)
      return true
    })
}

const patientOf = (sample: Sample): { at: number; kind: 'nhs-number' | 'pseudonym' } => {
  const scores = sample.header.map((name) => best(name, otherNames['patient'] ?? []))
  const highest = Math.max(0, ...scores)
  const at = highest >= leastAlike ? scores.indexOf(highest) : -1
  return { at, kind: namesPersons(at < 0 ? [] : valuesOf(sample, at)) }
}

const uncoded = (placed: readonly Placed[]): Record<string, string[]> => {
  const lists: Readonly<Record<string, readonly [string, string]>> = codeLists
  const found = placed.flatMap(({ field, values }): [string, string[]][] => {
    const national = lists[field]?.[0].split(' ')
    const strange = [...new Set(values)].filter((value) => !national?.includes(value.toUpperCase()))
    return national === undefined || strange.length === 0 ? [] : [[field, strange.sort()]]
  })
  return Object.fromEntries(found)
}

const proposeAs = (sample: Sample, feed: ActivityFeed): Proposal & { score: number } => {
  const patient = patientOf(sample)
  const hidden = new Set(
    sample.header.flatMap((name, at) =>
      at !== patient.at && best(name, personal) >= 0.7 ? [at] : [],
    ),
  )
  const found = place(sample, feed, new Set([...hidden, patient.at]))
  const placed = found.map(({ field, at }) => ({
    field,
    column: sample.header[at] ?? '',
    values: valuesOf(sample, at),
  }))
  const fields = activityFeeds[feed].must.filter((must) => !found.some((c) => c.field === must))
  const used = new Set([...found.map(({ at }) => at), ...hidden, patient.at])
  const forms = placed.flatMap(({ values }) => dateFormOf(values) ?? [])
  return {
    feed,
    patient: { column: sample.header[patient.at] ?? null, kind: patient.kind },
    dates: [...new Set(forms)],
    placed: placed.toSorted(
      (a, b) => fieldsOf(feed).indexOf(a.field) - fieldsOf(feed).indexOf(b.field),
    ),
    codes: uncoded(placed),
    ignored: [...hidden].map((at) => sample.header[at] ?? ''),
    unplaced: { columns: sample.header.filter((_, at) => !used.has(at)), fields },
    score: found.reduce((sum, each) => sum + each.score, 0) - 2 * fields.length,
  }
}

/**
 * Proposes what the columns of an extract are, from how alike the names are to those of SUS and HES
 * and from the shape of the values; the kind of activity is the one that fits best.
 */
export const propose = (sample: Sample): Proposal => {
  const feeds = ['admitted', 'outpatient', 'emergency', 'critical-care'] as const
  const [first, ...others] = feeds.map((feed) => proposeAs(sample, feed))
  if (first === undefined) throw new Error('There is no kind of activity.')
  const { score: _, ...proposal } = others.reduce((a, b) => (b.score > a.score ? b : a), first)
  return proposal
}
