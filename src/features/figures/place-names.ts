import { everything } from '../../stores/scope.ts'
import type { Context } from '../context.ts'
import { namesOf } from './names.ts'

/** The name of a practice or locality by its code; the code itself where no name is known. */
export type PlaceNames = (kind: 'practice' | 'locality', code: string) => string

/** Names of practices and localities as the build served has them; codes stand while there is none. */
export const placeNames = async (context: Pick<Context, 'served'>): Promise<PlaceNames> => {
  const served = await context.served()
  if (served === null) return (_, code) => code
  try {
    const names = await namesOf(everything, served)
    return (kind, code) => names.of(kind, code)
  } finally {
    served.close()
  }
}
