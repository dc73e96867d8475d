const minutes = 5
const most = 10_000

/** Challenges that were given out: each is good once, for five minutes, for one purpose. */
export class Challenges {
  readonly #given = new Map<string, { purpose: string; until: number }>()

  /** Notes a challenge that was given out for a purpose. */
  give(challenge: string, purpose: string, now: number): void {
    for (const [key, { until }] of this.#given) if (until < now) this.#given.delete(key)
    const [oldest] = this.#given.keys()
    if (this.#given.size >= most && oldest !== undefined) this.#given.delete(oldest)
    this.#given.set(challenge, { purpose, until: now + minutes * 60_000 })
  }

  /** Whether a challenge was given out for the purpose and is still good; it is used up by asking. */
  take(challenge: string, purpose: string, now: number): boolean {
    const held = this.#given.get(challenge)
    this.#given.delete(challenge)
    return held !== undefined && held.purpose === purpose && held.until >= now
  }
}
