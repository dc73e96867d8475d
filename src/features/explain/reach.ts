import { cutKeys, type Cut } from '../../core/figure.ts'
import { accept, refuse, type Result } from '../../core/refusal.ts'
import type { Names } from '../figures/figures.ts'

/** Whether a build knows each code that a figure is narrowed to; a slip in a code would else read as a figure of nought. */
export const reach = (cut: Cut, names: Names): Result<null> => {
  for (const key of cutKeys) {
    const code = cut[key] ?? ''
    if (code === '' || names.knows(key, code)) continue
    return refuse(
      'unknown-figure',
      `No ${key} has the code ${code} in this build.`,
      'Copy the figure’s name from the page that shows it.',
      key,
    )
  }
  return accept(null)
}
