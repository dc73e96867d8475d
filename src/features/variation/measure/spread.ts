import type { ChanceView } from '../../measures/measures.ts'

type Spread = Pick<ChanceView, 'phi' | 'phiWinsorised' | 'tauSquared'>

/** How many times as far from the average as chance alone: the root of φ, the mean squared distance. */
const timesChance = ({ phi }: Spread): string => {
  const times = Math.sqrt(phi)
  return times.toFixed(times < 9.95 ? 1 : 0)
}

/** How much more than chance practices differ, and what that does to the limits, in plain words. */
export const spreadText = (spread: Spread): string => {
  if (spread.tauSquared === 0)
    return 'Practices differ by no more than chance, so the limits are those of chance alone.'
  const times = timesChance(spread)
  return Number(times) > 1
    ? `Practices differ by more than chance: they lie about ${times} times as far from the average as chance alone would put them. The limits are widened for it; those of chance alone are dotted.`
    : 'Practices differ by hardly more than chance. The limits are widened a little for it; those of chance alone are dotted.'
}

/** The figures behind those words: φ as it is and winsorised, and τ². */
export const spreadFigures = ({ phi, phiWinsorised, tauSquared }: Spread): string =>
  `φ is ${phi.toFixed(2)}, the mean squared distance of practices from the average, 1 by chance alone; it is ${phiWinsorised.toFixed(2)} with the outer tenths of practices drawn in. τ² is ${tauSquared === 0 ? '0' : tauSquared.toPrecision(2)}, the variance between practices beyond chance that the limits are widened by.`
