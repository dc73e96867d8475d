import { formatPence, type Pence } from '../../../core/money.ts'
import { openingOf } from '../../../engines/capitation/glide.ts'
import { afterSetAside } from '../../../engines/capitation/top-slice.ts'
import type { LineDetail, ShareRow } from '../line-detail.ts'
import { shareText } from './parts.ts'

/** One step of a budget: amounts that are laid on or taken off carry their sign; the others are where it stands. */
export type Step = { step: string; how: string; pence: Pence }

const sumOf = (rows: readonly ShareRow[], of: (row: ShareRow) => bigint): bigint =>
  rows.reduce((sum, row) => sum + of(row), 0n)

const people = (millionths: bigint): string =>
  (Number(millionths) / 1e6).toLocaleString('en-GB', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })

const partText = (part: bigint, all: bigint): string =>
  `${((Number(part) / Number(all)) * 100).toFixed(3)}%`

/** From the group's envelope to what is shared to practices, to the penny. */
const envelopeSteps = ({ budget, line }: LineDetail): Step[] => {
  const { facts } = budget.version
  const at = (envelopes: readonly { line: string; pence: Pence }[]): Pence =>
    envelopes.find((one) => one.line === line)?.pence ?? 0n
  const aside = facts.slices.reduce((sum, { pence }) => sum + pence, 0n)
  const [gross, sliced, shared] = [
    at(facts.gross),
    at(afterSetAside(facts.gross, aside)),
    at(facts.lines),
  ]
  const steps: Step[] = [
    {
      step: 'The group’s envelope for this line',
      how: 'What the group has for it in the year.',
      pence: gross,
    },
  ]
  if (sliced !== gross) {
    const named = facts.slices.map(({ name, pence }) => `${name} ${formatPence(pence)}`).join(', ')
    steps.push({
      step: 'Set aside',
      how: `This line’s part of ${formatPence(aside)} (${named}): every line in scope gives in proportion to its envelope.`,
      pence: sliced - gross,
    })
  }
  if (shared !== sliced) {
    steps.push({
      step: 'Health inequalities',
      how:
        shared > sliced
          ? 'Laid to this line from the lines in scope but primary medical care, a share of each.'
          : 'This line’s part of what is laid to the line for health inequalities.',
      pence: shared - sliced,
    })
  }
  return [
    ...steps,
    {
      step: 'What is shared to practices',
      how: 'The envelope with the steps above.',
      pence: shared,
    },
  ]
}

/** How a practice's fair share comes from the weighted populations of all, in words. */
export const fairShareWords = (
  rows: readonly ShareRow[],
  { practice, weight, patients }: ShareRow,
  blanks: 'per head' | 'one',
): string => {
  if (blanks === 'one') {
    const one = 1_000_000n
    const own = weight || one
    const all = sumOf(rows, (row) => row.weight || one)
    const why = weight
      ? ''
      : ` The need file has ${weight === null ? 'no figure' : 'nought'} for ${practice}, which counts as one person.`
    return `Its weighted population of ${people(own)} is ${partText(own, all)} of ${people(all)}.${why}`
  }
  if (weight === 0n)
    return 'Its need is nought, and stays so: it gets nothing by need and moves nobody.'
  const known = rows.filter((row) => row.weight)
  const blank = rows.filter((row) => row.weight === null)
  const counted = sumOf([...known, ...blank], (row) => row.patients)
  const unknown = sumOf(blank, (row) => row.patients)
  if (weight === null)
    return `Its need is not known, so it is budgeted per head: ${people(patients)} of ${people(counted)} patients${rows.length > known.length + blank.length ? ', those of practices with a need of nought left out' : ''}.`
  const all = sumOf(known, (row) => row.weight ?? 0n)
  const rest =
    unknown === 0n
      ? ''
      : `, of what practices of unknown need leave: they have their ${people(unknown)} of ${people(counted)} patients’ part per head`
  return `Its weighted population of ${people(weight)} is ${partText(weight, all)} of ${people(all)}${rest}.`
}

const distanceText = (pence: Pence, target: Pence): string =>
  target === 0n
    ? 'Its fair share is nought.'
    : `That is ${shareText(Number(pence - target) / Number(target))} from its fair share of ${formatPence(target)}.`

/** What a glide does: where it starts, and how far it moves to the fair share. */
const glideSteps = ({ budget, share }: LineDetail, perHead: boolean, shared: Pence): Step[] => {
  const { rows, own } = share
  const starts = rows.map(({ patients, baselinePence }) => (perHead ? patients : baselinePence))
  const floor = budget.rules.floorGrowth
  const bases = perHead ? openingOf(starts, shared, null) : starts
  const opening = openingOf(bases, shared, floor)[rows.indexOf(own)] ?? 0n
  const target = own.targetPence ?? 0n
  return [
    {
      step: 'Scaled to the envelope',
      how: `The envelope shared as these are${floor === null ? '' : ', nobody below the least growth'}. ${distanceText(opening, target)}`,
      pence: opening,
    },
    {
      step: 'Moved towards the fair share',
      how:
        own.annualPence < opening
          ? 'Who is too far above it gives a step of it, and more where that does not cover what those too far below are owed.'
          : 'Who is below it receives what those above it give, by the gap that is left.',
      pence: own.annualPence - opening,
    },
  ]
}

const methodSteps = (detail: LineDetail, shared: Pence): Step[] => {
  const { budget, line, share } = detail
  const { rows, own } = share
  const choice = budget.version.plan.lines[line]
  const perHead =
    choice.method === 'per head' || (choice.method === 'glide' && choice.from === 'per head')
  const steps: Step[] = []
  if (choice.method === 'historic' || (choice.method === 'glide' && !perHead)) {
    const all = sumOf(rows, ({ baselinePence }) => baselinePence)
    steps.push({
      step: `Its own cost in ${budget.version.facts.baseYear}`,
      how: `At this year’s prices: each priced line × the price of its code this year ÷ the price then. All practices together: ${formatPence(all)}.`,
      pence: own.baselinePence,
    })
  }
  const all = sumOf(rows, ({ patients }) => patients)
  const heads = `${people(own.patients)} of ${people(all)} patients`
  if (choice.method === 'glide') {
    steps.push(...glideSteps(detail, perHead, shared))
    return [
      ...steps,
      {
        step: 'Its budget by “glide”',
        how: `From ${perHead ? `its share per head (${heads})` : 'its own cost'}, scaled to the envelope, moved towards the fair share.`,
        pence: own.annualPence,
      },
    ]
  }
  const how = {
    'weighted capitation': 'The fair share.',
    'per head': `The envelope shared by patients: ${heads}.`,
    historic: 'The envelope shared as the practices’ own costs were.',
  }[choice.method]
  return [...steps, { step: `Its budget by “${choice.method}”`, how, pence: own.annualPence }]
}

/** The steps of a budget from the group’s envelope to the practice’s year; each set of them adds up to the penny. */
export const stepsOf = (detail: LineDetail): Step[] => {
  const { budget, line, practice, share, months } = detail
  const { rows, own } = share
  const steps = envelopeSteps(detail)
  const shared = steps.at(-1)?.pence ?? 0n
  if (own.targetPence !== null) {
    steps.push({
      step: 'The practice’s fair share',
      how: fairShareWords(rows, own, budget.version.plan.blanks),
      pence: own.targetPence,
    })
  }
  steps.push(...methodSteps(detail, shared))
  const year = months.reduce((sum, { pence }) => sum + pence, 0n)
  if (year !== own.annualPence) {
    steps.push({
      step: 'Virements approved since',
      how: budget.virements
        .filter(
          ({ state, from, to }) =>
            state === 'approved' &&
            [from, to].some((end) => end.practice === practice && end.line === line),
        )
        .map(({ reason }) => reason)
        .join(' '),
      pence: year - own.annualPence,
    })
  }
  return [
    ...steps,
    { step: 'Its year, laid to months', how: 'The months below add up to it.', pence: year },
  ]
}
