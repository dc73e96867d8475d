import type { Status } from './status.ts'
import { arrivedText, controlText, wantingText } from './words.ts'

/** The data status for programs: the sentences of the page, then everything under them. */
export const statusData = (status: Status): object => ({
  says: [arrivedText(status), wantingText(status), controlText(status)],
  ...status,
})
