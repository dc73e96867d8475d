/** A figure with its limits; the confidence is two-sided. */
export type Interval = { value: number; lower: number; upper: number }

/** Why a figure or its limits are withheld, in words that can be shown. */
export type Withheld = { withheld: string }

export const isWithheld = (result: object): result is Withheld => 'withheld' in result

/** The share of the law that lies beyond each limit: 0.025 for 95%. */
export const outerShare = (confidence: number): number => (1 - confidence) / 2
