import { formatDate } from '../../../core/month.ts'
import { html, type Html } from '../../../ui/html.ts'
import { tag } from '../../../ui/nhsuk.ts'
import { timingOf } from '../course/clock.ts'
import { stateWords, type State } from '../course/states.ts'
import type { Concern } from '../read.ts'

/** What the pages call a place, a practice or a provider. */
export type PlaceNames = {
  locality: (code: string) => string
  practice: (code: string) => string
  provider: (code: string) => string
}

/** "12 days", "1 day". */
export const daysText = (days: number): string => `${days} ${days === 1 ? 'day' : 'days'}`

/** Where it stands, as a label: never by colour alone. */
export const stateTag = (state: State): Html =>
  tag({
    text: stateWords[state],
    colour: state === 'done' || state === 'not now' || state === 'merged' ? 'grey' : 'blue',
  })

/** What is owed now, in words; empty where nothing is. */
export const dueText = ({ steps }: Pick<Concern, 'steps'>, today: string): string => {
  const { due } = timingOf(steps, today)
  if (due === null) return ''
  const by = `next word by ${formatDate(due.by)}`
  return due.lateDays === 0 ? by : `${by}, ${daysText(due.lateDays)} past`
}

/** Text as it was typed, in paragraphs. */
export const paragraphs = (text: string): Html =>
  html`${text
    .split(/\n\s*\n/)
    .filter((each) => each.trim() !== '')
    .map(
      (each) =>
        html`<p>
          ${each.split('\n').map((line, i) => (i === 0 ? [line] : [html`<br />`, line]))}
        </p>`,
    )}`

/** What it is about, in words. */
export const aboutText = ({ about }: Pick<Concern, 'about'>, names: PlaceNames): string | null =>
  about && (about.kind === 'provider' ? names.provider(about.name) : about.name)
