import { join } from 'node:path'
import { addMonths } from '../../core/month.ts'
import type { Month } from '../../core/month.ts'
import { dayOf, extractDays, isoOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import { groupCode, groupName, localities } from '../county/places.ts'
import { textFile } from '../text-file.ts'

const write = (county: County, name: string, header: string, lines: string[]): string => {
  const path = join('files', 'group', name)
  const file = textFile(join(county.folder, path))
  file.line(header)
  for (const line of lines) file.line(line)
  file.close()
  return path
}

/** Who belonged to the group from when to when, which code followed a closed one, and when the payer's extracts were due. */
export const writeMembership = (county: County): string[] => {
  const first: Month = '2013-04'
  const members = county.practices.map((practice) => {
    const place = localities[practice.locality]
    const to = practice.closed === null ? '' : isoOf(practice.closed)
    const opened = isoOf(practice.opened).slice(0, 7)
    const from = `${opened > first ? opened : first}-01`
    return `${practice.code},${groupCode},${groupName},${place?.code},${place?.name},${from},${to}`
  })
  const successors = county.practices.flatMap((practice) =>
    practice.successors.map((to) => {
      const from = isoOf((practice.closed ?? dayOf('2020-03-31')) + 1)
      return `${practice.code},${county.practices[to]?.code},${from}`
    }),
  )
  const months = [...county.months, addMonths(county.months.at(-1) ?? '2020-03', 1)]
  const dates = months.map((month) => {
    const days = extractDays(month)
    return `${month},${isoOf(days.flex)},${isoOf(days.freeze)}`
  })
  return [
    write(
      county,
      'membership.csv',
      'practice_code,group_code,group_name,locality_code,locality_name,from_date,to_date',
      members,
    ),
    write(county, 'successors.csv', 'practice_code,successor_code,from_date', successors),
    write(county, 'reporting-dates.csv', 'month,flex_date,freeze_date', dates),
  ]
}
