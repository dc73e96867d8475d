import { parseFigure, type Where } from '../../core/figure.ts'
import { AppError } from '../../core/refusal.ts'
import { holds, practicesOf, type Viewer } from '../../stores/scope.ts'
import { monthPeople } from '../rights.ts'

const others = (): AppError =>
  new AppError({
    code: 'not-allowed',
    message: 'Single lines are of patients, and these are not lines of your practice’s patients.',
    remedy: 'The figure itself is yours to see; ask the group’s management team about its lines.',
  })

const mayOpen = (viewer: Viewer, where: Where): boolean =>
  holds(viewer, ...monthPeople) ||
  (where.kind === 'practice' && practicesOf(viewer).includes(where.code))

/** Whether an address leads the viewer to lines that they may open; true for addresses of anything else. */
export const reaches = (viewer: Viewer, path: string): boolean => {
  const [, name] = /^\/lines\/(?!line\/)(.+)$/.exec(path) ?? []
  if (name === undefined) return true
  const figure = parseFigure(decodeURIComponent(name))
  return !figure.ok || mayOpen(viewer, figure.value.where)
}

/** Refuses the lines of a figure to all but the practice whose patients they are and those who run the month. */
export const demandLines = (viewer: Viewer, where: Where): void => {
  if (!mayOpen(viewer, where)) throw others()
}

/** Refuses a single line in the same way, by the practice that it is attributed to. */
export const demandLine = (viewer: Viewer, practice: unknown): void =>
  demandLines(
    viewer,
    typeof practice === 'string' ? { kind: 'practice', code: practice } : { kind: 'all' },
  )
