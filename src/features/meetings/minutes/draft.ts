import { formatDate } from '../../../core/month.ts'
import { minuteOf } from '../../decisions/decisions.ts'
import { handlingWords } from '../../interests/interests.ts'
import { presidingWords, standingWords, type Judgement } from '../sitting/judgement.ts'
import type { Sitting } from '../sitting/sitting.ts'
import type { Item } from '../store/items.ts'
import type { Status } from '../tables.ts'
import { purposeWords, whenWords } from '../words.ts'

const namesWith = (sitting: Sitting, ...wanted: readonly Status[]): string =>
  [...sitting.attendance]
    .filter(([, status]) => wanted.includes(status))
    .map(([person]) => sitting.names.get(person) ?? `Person ${person}`)
    .sort((one, other) => one.localeCompare(other))
    .join(', ') || 'none'

/** Who ruled on an interest, as the minutes say it. */
const decidedBy = (
  ruledBy: number | null,
  { series }: Sitting,
  nameOf: (person: number) => string,
): string => {
  if (ruledBy === null) return 'It was decided'
  const { roles = [] } = series.members.find(({ person }) => person === ruledBy) ?? {}
  return roles.includes('chair') ? 'The chair decided' : `${nameOf(ruledBy)}, the deputy, decided`
}

const interests = (
  judgement: Judgement,
  sitting: Sitting,
  nameOf: (person: number) => string,
): string[] => {
  const lines = judgement.conflicts.map(({ name, grounds, ruling }) => {
    const says = grounds.map((one) => one.says).join('; ')
    return ruling
      ? `Interest: ${name} (${says}). ${decidedBy(ruling.ruledBy, sitting, nameOf)}: ${handlingWords[ruling.handling]}. Reason: ${ruling.reason}`
      : `Interest: ${name} (${says}). The chair has not decided yet.`
  })
  const presides = presidingWords(judgement, nameOf)
  const aside = judgement.conflicts.length > 0 ? standingWords(judgement) : []
  return [...lines, ...(presides ? [presides] : []), ...aside]
}

const itemLines = (sitting: Sitting, item: Item, judgement: Judgement): readonly string[] => {
  if (item.closed)
    return [`## ${item.position}. Closed item`, 'For members alone; recorded with the item itself.']
  const nameOf = (person: number): string => sitting.names.get(person) ?? `Person ${person}`
  const decision = sitting.decisions.find((one) => one.item === item.id)
  const isDecision = item.purpose === 'decision'
  return [
    `## ${item.position}. ${item.title}`,
    `${purposeWords[item.purpose]}.${item.owner === null ? '' : ` Led by ${nameOf(item.owner)}.`}${item.papers.length > 0 ? ` Papers: ${item.papers.map(({ name }) => name).join(', ')}.` : ''}`,
    ...(item.about === '' ? [] : [item.about]),
    ...interests(judgement, sitting, nameOf),
    ...(decision ? [minuteOf(decision)] : isDecision ? ['No decision was recorded.'] : ['Noted.']),
    ...sitting.agreed
      .filter((action) => action.item === item.id)
      .map(({ says, ownerName, due }) => `Action: ${ownerName} by ${formatDate(due)}: ${says}`),
  ]
}

/**
 * Minutes drafted from what was recorded: who was there, and for each item its interests and the
 * chair's decisions about them, what was decided and by which vote, and actions. "##" begins a heading.
 */
export const draftMinutes = (
  sitting: Sitting,
  judge: (item: Item) => Judgement,
  quorum: string,
): string =>
  [
    [
      `# ${sitting.series.name}`,
      `${whenWords(sitting.meeting)}, ${sitting.meeting.place}`,
      `Present: ${namesWith(sitting, 'present')}.`,
      `In attendance: ${namesWith(sitting, 'in attendance')}.`,
      `Apologies: ${namesWith(sitting, 'apologies')}. Absent: ${namesWith(sitting, 'absent')}.`,
      quorum,
    ],
    ...(sitting.carried.length === 0
      ? []
      : [
          [
            '## Actions from before',
            ...sitting.carried.map(
              ({ says, ownerName, due }) => `${ownerName} by ${formatDate(due)}: ${says} (open)`,
            ),
          ],
        ]),
    ...sitting.items.map((item) => itemLines(sitting, item, judge(item))),
  ]
    .map((section) => section.join('\n'))
    .join('\n\n')
