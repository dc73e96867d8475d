import { join } from 'node:path'
import { financialYear } from '../../core/month.ts'
import { random } from '../../core/random.ts'
import { dayOf } from '../calendar.ts'
import type { County } from '../county/county.ts'
import { practiceOn } from '../county/people.ts'
import { payer, region, system } from '../county/places.ts'
import { cell, textFile } from '../text-file.ts'

const header =
  'Practice_Code,GP_Practice_Name,Practice_Postcode,Latitude,Longitude,CCG,Former CCG,PCN_Code,PCN_Name,LOC,LOCname,ICB,ICBname,Rcode,Region,LAD,LTLA,LA,UTLA,Patients,Population,G&A WP,CS WP,MH WP,Mat WP,Health Ineq WP,Prescr WP,Final WP,Primary Medical Care WP,Final PMC WP'

/**
 * Practice weighted populations in the allocation tool's 2025/26 form, one file for each year; as
 * there, only the file's name tells the year, and each weighted column adds up to the population.
 */
export const writeNeed = (county: County): string[] => {
  const years = [...new Set(county.months.map(financialYear))]
  return years.map((year, index) => {
    const from = random(`${county.seed}/need/${year}`)
    const day = dayOf(`${year.slice(0, 4)}-10-01`)
    const population = new Float64Array(county.practices.length)
    for (let who = 0; who < county.people.count; who++) {
      if ((county.people.born[who] ?? 0) > day || (county.people.gone[who] ?? 0) < day) continue
      const practice = practiceOn(county.people, county.practices, who, day)
      population[practice] = (population[practice] ?? 0) + 1
    }
    const listed = county.practices
      .map((practice, i) => ({ practice, people: population[i] ?? 0 }))
      .filter(({ people }) => people > 0)
    const total = listed.reduce((sum, { people }) => sum + people, 0)
    const rows = listed.map(({ practice, people }) => {
      const near = (spread: number, power: number): number =>
        people * practice.need ** power * Math.exp(spread * from.normal())
      return {
        practice,
        people,
        weighted: [
          near(0.02, 1.15),
          near(0.05, 2.1),
          people * Math.exp(0.3 * practice.deprivation - 0.2 * practice.age + 0.05 * from.normal()),
          people * Math.exp(-0.35 * practice.age + 0.08 * from.normal()),
          people * practice.inequality,
          near(0.02, 1.3),
          people * practice.need,
          near(0.02, 0.5),
          near(0.02, 0.6),
        ],
      }
    })
    const sums =
      rows[0]?.weighted.map((_, k) => rows.reduce((sum, row) => sum + (row.weighted[k] ?? 0), 0)) ??
      []
    const path = join('files', 'need', `icb_place_tool_wp_${year.replace('/', '_')}.csv`)
    // Of the real files two of four begin with a byte order mark.
    const file = textFile(join(county.folder, path), {
      bom: index % 2 === 0,
      ending: index === 1 ? '\r\n' : '\n',
    })
    file.line(header)
    for (const { practice, people, weighted } of rows) {
      const scaled = weighted.map((value, k) => ((value * total) / (sums[k] ?? 1)).toFixed(6))
      file.line(
        [
          practice.code,
          cell(practice.name.toUpperCase()),
          practice.postcode,
          practice.latitude.toFixed(6),
          practice.longitude.toFixed(6),
          payer.code,
          payer.name,
          '',
          '',
          '',
          '',
          system.code,
          system.name,
          region.code,
          region.name,
          'E06999001',
          'Cobwold',
          '',
          '',
          '',
          people.toFixed(6),
          ...scaled,
        ].join(','),
      )
    }
    file.close()
    return path
  })
}
