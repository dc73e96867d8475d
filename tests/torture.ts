import { runTests } from './stage.ts'

/** The kills that `npm test` has no time for: 100 of them, or as many as are asked for. */
const asked = Number(process.argv[2] ?? 100)
const { failed } = await runTests(`torture: ${asked} kills`, ['tests/journeys/kills.test.ts'], {
  STEWARD_KILLS: String(asked),
})
process.exitCode = failed > 0 ? 1 : 0
