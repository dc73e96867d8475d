/** Meetings: series, agendas, papers, interests ruled on, minutes, actions, and the calendar. */
export { rights } from './allowed.ts'
export { routes } from './routes.ts'
export { addSample } from './sample.ts'
export { readComing, type Coming, type ComingDecision } from './sitting/coming.ts'
export { readActions, type Action } from './store/actions.ts'
export { readMeetings, type Meeting } from './store/meetings.ts'
export { readSeries, type Series } from './store/series.ts'
