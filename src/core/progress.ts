/** How long work says how far it is: a label, how much is done, and of how much. */
export type Progress = (label: string, done: number, total: number) => void

export const noProgress: Progress = () => {}
