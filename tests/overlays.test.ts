import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { AppError } from '../src/core/refusal.ts'
import { readPacks } from '../src/features/budgets/packs.ts'
import { readConstitution } from '../src/features/decisions/constitution.ts'
import { readDisclosure } from '../src/features/disclosure/disclosure.ts'
import { readForecastLines } from '../src/features/forecast/rules/lines.ts'
import { loadMeasures } from '../src/features/measures/catalogue.ts'
import { openHome, type Home } from '../src/stores/home.ts'
import { readReconciliation } from '../src/warehouse/inputs/reconciliation.ts'
import { readLookup } from '../src/warehouse/opportunities/lookups.ts'
import { readCatalogue } from '../src/warehouse/opportunities/read-definitions.ts'
import { loadRulePacks } from '../src/warehouse/pricing/rule-pack.ts'

const readers: Readonly<Record<string, (home: Home) => unknown>> = {
  'rules/pricing/2019-20.yaml': ({ definitions }) => loadRulePacks(definitions),
  'rules/reconciliation.yaml': readReconciliation,
  'rules/disclosure.yaml': readDisclosure,
  'rules/constitution.yaml': readConstitution,
  'rules/forecast-lines.yaml': ({ definitions }) => readForecastLines(definitions),
  'rules/budgets/ours.yaml': ({ definitions }) => readPacks(definitions),
  'measures/ours.yaml': ({ definitions }) => loadMeasures(definitions),
  'opportunities/ours.yaml': ({ definitions }) => readCatalogue(definitions),
  'opportunities/bases.yaml': ({ definitions }) => readCatalogue(definitions),
  'opportunities/tables/smoking-shares.csv': ({ definitions }) =>
    readLookup('smoking-shares', definitions),
}

test("a definition of the group's own that cannot be used is refused by its file and the place in it", () => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-overlays-'))
  try {
    const home = openHome(folder)
    for (const [name, read] of Object.entries(readers)) {
      const file = join(home.definitions, name)
      mkdirSync(dirname(file), { recursive: true })
      for (const text of ['{"id": "ours", \n', 'id: [\n', 'surprise: 1\n']) {
        writeFileSync(file, text)
        assert.throws(
          () => read(home),
          (error) =>
            error instanceof AppError &&
            error.refusal.message.includes(file) &&
            /line \d|surprise|missing|whole file/i.test(error.refusal.message) &&
            error.refusal.remedy !== '',
          `${name}: ${text}`,
        )
      }
      rmSync(file)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
