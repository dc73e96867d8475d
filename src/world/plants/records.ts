import type { Month } from '../../core/month.ts'
import { monthOf } from '../../core/month.ts'
import { ageOn, dayOf, isoOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import { isActor } from './actors.ts'
import { admittedRecipes, emergencyRecipes, outpatientRecipes } from './opportunities.ts'

export type PlantedFeed = 'admitted' | 'outpatient' | 'emergency'

/** One line to be written as it stands: whose it is, its days, and the fields in which it differs from a plain line. */
export type PlantedRecord = {
  key: string
  feed: PlantedFeed
  who: number
  from: number
  to: number
  fields: Record<string, string>
}

/** What a definition finds and what it just misses, by the keys of the lines. */
export type OpportunityTruth = { match: string; near: string }

const middle = dayOf('2019-06-12')

const names: Record<PlantedFeed, Record<string, string>> = {
  admitted: {
    m: 'admission_method',
    c: 'classification',
    h: 'hrg',
    t: 'specialty',
    d: 'primary_diagnosis',
    x: 'secondary_diagnoses',
    o: 'discharge_method',
  },
  outpatient: {
    t: 'specialty',
    f: 'first_attendance',
    h: 'hrg',
    r: 'referral_source',
    st: 'attendance_status',
    oc: 'attendance_outcome',
  },
  emergency: {
    h: 'hrg',
    iv: 'investigations',
    tr: 'treatments',
    ds: 'discharge_status',
    fu: 'discharge_follow_up',
  },
}

const usual: Record<PlantedFeed, string> = {
  admitted: 'm=21 c=1 n=3 a=20-64 h=GC17J t=300 d=K805 o=1',
  outpatient: 't=320 f=2 h=WF01A r=97 st=5 oc=2',
  emergency: 'h=VB08Z iv=168537006 tr=71181003 ds=182992009 fu=300042001',
}

type Recipe = Record<string, string>
const read = (feed: PlantedFeed, text: string): Recipe =>
  Object.fromEntries(
    `${usual[feed]} ${text}`.split(' ').map((pair) => {
      const at = pair.indexOf('=')
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )

/** Splits "id|match|near", where a list of diagnoses may itself hold a bar. */
const split = (line: string): [id: string, match: string, near: string] => {
  const [id = '', ...rest] = line.split('|')
  const starts = rest.findIndex((part, i) => i > 0 && /^[a-z]+=/.test(part))
  return [id, rest.slice(0, starts).join('|'), rest.slice(starts).join('|')]
}

type Planted = { records: PlantedRecord[]; truths: Record<string, OpportunityTruth> }
const made = new WeakMap<County, Planted>()

/** Every planted line of the world, made from the recipes; the people in them have no other activity. */
export const plantedRecords = (county: County): Planted => {
  const held = made.get(county) ?? plantAll(county)
  made.set(county, held)
  return held
}

const plantAll = (county: County): Planted => {
  const { people } = county
  const free: number[] = []
  for (let who = 0; who < people.count; who++) if (isActor(people, who)) free.push(who)
  const take = (recipe: Recipe): number => {
    const [youngest = 0, oldest = 120] = (recipe['a'] ?? '20-64').split('-').map(Number)
    const sex = recipe['s'] === undefined ? 0 : Number(recipe['s'])
    const at = free.findIndex((who) => {
      const age = ageOn(people.born[who] ?? 0, middle - 290)
      const fits = sex === 0 || people.sex[who] === sex
      return fits && age >= youngest && age < oldest && (people.gone[who] ?? 0) > middle + 400
    })
    if (at < 0) throw new Error(`no person is left for ${JSON.stringify(recipe)}`)
    const [who = 0] = free.splice(at, 1)
    return who
  }
  const records: PlantedRecord[] = []
  const truths: Record<string, OpportunityTruth> = {}
  const plant = (feed: PlantedFeed, id: string, kind: 'match' | 'near', text: string): string => {
    const recipe = read(feed, text)
    const who = take(recipe)
    const key = `P-${id}-${kind}`
    const nights = feed === 'admitted' ? Number(recipe['n']) : 0
    const fields: Record<string, string> = {}
    for (const [short, field] of Object.entries(names[feed])) {
      if (recipe[short] !== undefined) fields[field] = recipe[short]
    }
    if (recipe['w'] !== undefined) {
      fields['arrival_mode'] = recipe['w'] === 'ambulance' ? '1048031000000100' : '1048071000000103'
    }
    const [primary, ...others] = (recipe['p'] ?? '').split('|')
    if (primary) {
      fields['primary_procedure'] = primary
      fields['secondary_procedures'] = others.join('|')
      fields['procedure_date'] = isoOf(middle - nights + Number(recipe['q'] ?? 0))
    }
    records.push({ key, feed, who, from: middle - nights, to: middle, fields })
    const prior = Number(recipe['prior'] ?? 0)
    if (feed === 'admitted' && prior > 0) {
      const day = middle - nights - prior
      const before = { ...fields, admission_method: '11', hrg: 'GC17K', primary_diagnosis: 'Z048' }
      records.push({ key: `${key}-1`, feed, who, from: day - 1, to: day, fields: before })
    }
    if (feed === 'emergency') {
      for (let i = 1; i <= prior; i++) {
        const day = middle - 9 * i
        records.push({ key: `${key}-${i}`, feed, who, from: day, to: day, fields })
      }
    }
    return key
  }
  const tables: [PlantedFeed, string][] = [
    ['admitted', admittedRecipes],
    ['outpatient', outpatientRecipes],
    ['emergency', emergencyRecipes],
  ]
  for (const [feed, table] of tables) {
    for (const line of table.trim().split('\n')) {
      const [id, match, near] = split(line)
      truths[id] = {
        match: plant(feed, id, 'match', match),
        near: plant(feed, id, 'near', near),
      }
    }
  }
  return { records, truths }
}

/** The planted lines of one feed that end in a month. */
export const plantedIn = (county: County, feed: PlantedFeed, month: Month): PlantedRecord[] =>
  plantedRecords(county).records.filter(
    (record) => record.feed === feed && monthOf(isoOf(record.to)) === month,
  )
