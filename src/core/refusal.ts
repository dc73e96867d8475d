/**
 * Something a person can put right: what is wrong, where, and how to mend it. A refusal is a value
 * that is returned; anything thrown that is not an AppError is a fault of ours.
 */
export type Refusal = {
  /** Stable kebab-case code, listed in docs/reference/errors.md. */
  code: string
  /** One sentence: what is wrong and where. */
  message: string
  /** One sentence: how to put it right. */
  remedy: string
  /** The file, field or parameter that it is about. */
  where?: string
}

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

export const accept = <T>(value: T): Result<T> => ({ ok: true, value })

export const refuse = (
  code: string,
  message: string,
  remedy: string,
  where?: string,
): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { code, message, remedy, ...(where === undefined ? {} : { where }) },
})

/** A known failure that unwinds the work: not found, busy, disk full. Carries the same words as a refusal. */
export class AppError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal, options?: { cause?: unknown }) {
    super(refusal.message, options)
    this.name = 'AppError'
    this.refusal = refusal
  }
}
