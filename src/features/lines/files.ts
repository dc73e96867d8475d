import type { Scope } from '../../stores/scope.ts'
import type { Served } from '../../warehouse/served.ts'

const made = new WeakMap<Served['duck'], Promise<Map<string, string>>>()

const read = async (served: Served): Promise<Map<string, string>> => {
  const rows = await served.duck.all<{ load_id: string; file_name: string }>(
    'select distinct load_id, file_name from load',
  )
  return new Map(rows.map(({ load_id, file_name }) => [load_id, file_name]))
}

/** The name of the file that a load was read from, without its folder; the load itself where none is known. */
export const fileNames = async (_: Scope, served: Served): Promise<(load: string) => string> => {
  const known = made.get(served.duck) ?? read(served)
  made.set(served.duck, known)
  const names = await known
  return (load) => names.get(load) ?? load
}
