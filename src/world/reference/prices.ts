import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { County } from '../county/county.ts'
import { providers } from '../county/places.ts'
import { bookFiles, bookText } from '../price-book.ts'
import { cell } from '../text-file.ts'

/** The sample price book as files, and the market forces factors of the invented hospitals, one file a year. */
export const writePrices = (county: County): string[] => {
  const folder = join('files', 'prices')
  mkdirSync(join(county.folder, folder), { recursive: true })
  const put = (name: string, text: string): string => {
    writeFileSync(join(county.folder, folder, name), text)
    return join(folder, name)
  }
  const factors = ['2017_18', '2018_19', '2019_20'].map((year, i) => {
    const lines = providers.flatMap((provider) =>
      provider.factor
        ? [
            `${provider.code},${cell(provider.name)},${((provider.factor[i] ?? 1) / 1_000_000).toFixed(6)}`,
          ]
        : [],
    )
    return put(
      `mff_${year}_providers.csv`,
      `${['provider_code,provider_name,mff_factor', ...lines].join('\n')}\n`,
    )
  })
  return [
    put(bookFiles.admitted, bookText('admitted')),
    put(bookFiles.attendances, bookText('attendances')),
    ...factors,
  ]
}
