import { accept, refuse, type Result } from '../../../core/refusal.ts'

/** Where an idea or concern stands. */
export const states = [
  'heard',
  'looking into it',
  'answered',
  'becomes a scheme',
  'done',
  'not now',
  'reopened',
  'merged',
] as const
export type State = (typeof states)[number]

/** What may follow each state. Only whoever raised it may reopen, and merging is undone by "heard". */
const following: Readonly<Record<State, readonly State[]>> = {
  heard: ['looking into it', 'answered', 'becomes a scheme', 'not now', 'merged'],
  'looking into it': ['answered', 'becomes a scheme', 'done', 'not now', 'merged'],
  answered: ['looking into it', 'becomes a scheme', 'done', 'not now', 'reopened', 'merged'],
  'becomes a scheme': ['looking into it', 'done', 'not now', 'reopened'],
  done: ['reopened'],
  'not now': ['looking into it', 'answered', 'reopened'],
  reopened: ['looking into it', 'answered', 'becomes a scheme', 'done', 'not now', 'merged'],
  merged: ['heard'],
}

/** States in which something is still owed to whoever raised it. */
export const isOpen = (state: State): boolean =>
  state === 'heard' ||
  state === 'looking into it' ||
  state === 'reopened' ||
  state === 'becomes a scheme'

/** States that end a piece of work; the clock of "how long it took" stops at them. */
export const isSettled = (state: State): boolean => state === 'done' || state === 'not now'

/** What each state says to a reader in one or two words more. */
export const stateWords: Readonly<Record<State, string>> = {
  heard: 'Heard',
  'looking into it': 'Looking into it',
  answered: 'Answered',
  'becomes a scheme': 'Becomes a scheme',
  done: 'Done',
  'not now': 'Not now, and why',
  reopened: 'Reopened',
  merged: 'Merged with another',
}

/** Who moves it: whoever raised it, or whoever deals with it. */
export type Mover = { raiser: boolean; handler: boolean }

/** The states to which this person may move it from here. */
export const choicesFrom = (state: State, { raiser, handler }: Mover): State[] =>
  following[state].filter((next) => {
    if (next === 'reopened') return raiser
    if (next === 'done' && raiser && state === 'answered') return true
    return handler
  })

/** A move as somebody asks for it. */
export type Move = { to: State; reply: string; into: number | null }

const needsReply = (to: State): boolean => to !== 'merged' && to !== 'heard'

/**
 * Whether a move may be made: refusals move-not-possible, not-allowed, reply-missing, merge-into-what.
 * Every word to the raiser is required, for a state without a reason tells nobody anything.
 */
export const decideMove = (from: State, move: Move, mover: Mover): Result<Move> => {
  const { to, into } = move
  const reply = move.reply.trim()
  if (!following[from].includes(to)) {
    return refuse(
      'move-not-possible',
      `From “${stateWords[from]}” it cannot become “${stateWords[to]}”.`,
      'Choose one of the states that are offered.',
      'state',
    )
  }
  if (!choicesFrom(from, mover).includes(to)) {
    return refuse(
      'not-allowed',
      to === 'reopened'
        ? 'Only whoever raised it can reopen it.'
        : 'Only those who deal with ideas and concerns can do this.',
      to === 'reopened' ? 'Ask them, or raise it yourself.' : 'Ask its owner.',
      'state',
    )
  }
  if (needsReply(to) && reply === '') {
    return refuse(
      'reply-missing',
      to === 'reopened'
        ? 'Say what is still not right.'
        : 'Say what whoever raised it should hear.',
      'Write a sentence or two; it goes to them by mail.',
      'reply',
    )
  }
  if (to === 'merged' && into === null) {
    return refuse(
      'merge-into-what',
      'Say which idea or concern it is the same as.',
      'Choose one of those suggested, or write its number.',
      'into',
    )
  }
  return accept({ to, reply, into: to === 'merged' ? into : null })
}
