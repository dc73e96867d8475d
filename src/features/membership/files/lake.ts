import { join } from 'node:path'
import { literal, openDuck } from '../../../stores/duck.ts'
import type { Home } from '../../../stores/home.ts'
import { currentParts, readLoads, type LoadRecord } from '../../../stores/lake.ts'
import type { LakeRow, LakeSuccession } from './import.ts'

/** What the lake has of membership: the newest file of each form, with its load; null where none was loaded. */
export type LakeMembership = {
  rows: LakeRow[]
  load: LoadRecord | null
  successions: LakeSuccession[]
  successorsLoad: LoadRecord | null
}

const newest = (home: Home, feed: string): { file: string; load: LoadRecord } | null => {
  const [found] = currentParts(readLoads(home))
    .filter(({ load }) => load.feed === feed)
    .toSorted((a, b) => b.load.sequence - a.load.sequence)
  return found ? { file: join(home.lake, found.part.file), load: found.load } : null
}

/** Reads the membership and successors files that the next close would use. */
export const readLakeMembership = async (home: Home): Promise<LakeMembership> => {
  const [members, successors] = [newest(home, 'membership'), newest(home, 'successors')]
  const empty = { rows: [], load: null, successions: [], successorsLoad: null }
  if (!members && !successors) return empty
  const duck = await openDuck({ tmp: home.tmp, memory: '200MB', threads: 1 })
  try {
    const rows = members
      ? await duck.all<LakeRow>(
          `select practice, group_code as "group", coalesce(group_name, group_code) as "groupName", locality,
             coalesce(locality_name, locality) as "localityName", cast(from_date as varchar) as "fromDate",
             cast(to_date as varchar) as "toDate"
           from read_parquet(${literal(members.file)}) order by practice, from_date`,
        )
      : []
    const successions = successors
      ? await duck.all<LakeSuccession>(
          `select practice, successor, cast(from_date as varchar) as "fromDate"
           from read_parquet(${literal(successors.file)}) order by 1, 2`,
        )
      : []
    return {
      rows,
      successions,
      load: members?.load ?? null,
      successorsLoad: successors?.load ?? null,
    }
  } finally {
    duck.close()
  }
}
