import { everything } from '../../stores/scope.ts'
import type { Context } from '../context.ts'
import { keptSeries, loadMeasures } from '../measures/measures.ts'
import { askedOfBuild, firstMonth } from './asked.ts'
import { loadVariation } from './load.ts'
import { pricesOf } from './prices/prices.ts'

/**
 * Works out the newest year of every measure among the first group, and its prices for each unit, so that whoever asks first
 * need not wait. A failure is left for whoever asks, who is told of it.
 */
export const prepareVariation = async (
  context: Pick<Context, 'home' | 'served'>,
): Promise<void> => {
  const served = await context.served()
  if (served === null) return
  try {
    const { series } = await keptSeries(
      context.home,
      served,
      loadMeasures(context.home.definitions),
    )
    const code = served.manifest.groups[0]?.code
    if (code === undefined) return
    const asked = askedOfBuild(served.manifest, {})
    for (const one of series.values())
      await loadVariation(everything, served, one, asked, { kind: 'group', code })
    await pricesOf(served, code, { from: firstMonth(asked), to: asked.to })
  } catch {
    return
  } finally {
    served.close()
  }
}
