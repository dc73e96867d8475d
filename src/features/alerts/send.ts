import type { Month } from '../../core/month.ts'
import { everything, type Viewer } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'
import type { Context } from '../context.ts'
import { queueMail } from '../mail/mail.ts'
import { placesOf, type MeasureSeries } from '../measures/measures.ts'
import { askedOf, askedQuery, membersSeries, loadVariation } from '../variation/variation.ts'
import { changesOf, usualRule } from './changes.ts'
import { letterOf, type Largest } from './letter.ts'
import { choicesNow, leadsWithoutChoice, toldOf, type AlertChoice } from './store.ts'

const program: Viewer = {
  person: null,
  name: 'alerts',
  appointments: [],
  via: 'program',
  from: 'this machine',
}

/** Months after which a quarter is told: June, September, December, March. */
const endsQuarter = (month: Month): boolean => Number(month.slice(5)) % 3 === 0

const largestOf = async (
  served: Served,
  all: readonly MeasureSeries[],
  choice: AlertChoice,
  month: Month,
): Promise<Largest | null> => {
  const months = served.manifest.months ?? { first: month, last: month }
  const asked = askedOf(askedQuery.parse({ month }), months, choice.group)
  let best: Largest | null = null
  for (const series of all) {
    if (series.measure.saving === 'none') continue
    const { measure, comparison } = await loadVariation(everything, served, series, asked, {
      kind: 'group',
      code: choice.group,
    })
    const own = comparison.units.find(({ code }) => code === choice.practice)
    const saving = typeof own?.saving === 'number' ? own.saving : 0
    if (comparison.half === null || saving < 100 || saving <= (best?.saving ?? 0)) continue
    best = {
      id: measure.id,
      title: measure.title,
      saving,
      practices: comparison.units.length,
      half: comparison.half.units.length,
    }
  }
  return best
}

/** Writes the month's word to everyone who wants it and has not had it; gives how many were written to and how many had nothing to read. */
export const sendAlerts = async (
  context: Context,
  served: Served,
  site: string,
): Promise<{ month: Month | null; mailed: number; silent: number }> => {
  const month = served.manifest.months?.last ?? null
  if (month === null) return { month, mailed: 0, silent: 0 }
  const ledger = await context.ledger()
  const group = served.manifest.groups[0]?.code ?? ''
  const today = context.asAt()
  const { choices, told } = await ledger.read(program, async (db) => ({
    choices: [
      ...(await choicesNow(db)),
      ...(await leadsWithoutChoice(db, today)).map(({ person, practice }): AlertChoice => ({
        person,
        practice,
        cadence: 'monthly',
        group,
        leastExpected: usualRule.leastExpected,
      })),
    ],
    told: await toldOf(db, month),
  }))
  const due = choices.filter(
    ({ person, cadence, practice }) =>
      practice !== null &&
      !told.has(person) &&
      (cadence === 'monthly' || (cadence === 'quarterly' && endsQuarter(month))),
  )
  const all = await membersSeries(context, program, served)
  const { names } = await placesOf(served)
  let mailed = 0
  for (const choice of due) {
    const code = choice.practice ?? ''
    const changes = await changesOf(served, all, choice.group, code, {
      ...usualRule,
      leastExpected: choice.leastExpected,
    })
    const letter = letterOf({
      practice: { code, name: names.get(code) ?? code },
      month,
      changes,
      largest: await largestOf(served, all, choice, month),
      site,
    })
    await ledger.write(program, async (db, audit) => {
      await db
        .insertInto('alert_told')
        .values({
          person: choice.person,
          month,
          build: served.manifest.id,
          changes: changes.length,
          mailed: letter !== null,
          on_date: today,
        })
        .execute()
      if (letter)
        await queueMail(db, {
          toPerson: choice.person,
          ...letter,
          about: `practice:${code}`,
          on: today,
        })
      await audit({
        action: 'alert.told',
        subject: `person:${choice.person}`,
        after: { month, practice: code, changes: changes.map(({ measure }) => measure.id) },
      })
    })
    if (letter) mailed++
  }
  return { month, mailed, silent: due.length - mailed }
}
