import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Reference data that may be read where it lies and is no part of the project: STEWARD_REFERENCE_DATA
 * names its folder. A test that needs some of it is left out, and counted, where that is absent,
 * unless STEWARD_REQUIRE_REFERENCE is 1: it then runs, and fails on what it cannot read.
 */
const root = resolve(
  import.meta.dirname,
  '../..',
  process.env['STEWARD_REFERENCE_DATA'] ?? '../shared',
)

export const referencePath = (...parts: string[]): string => join(root, ...parts)

/** A folder of the reference data as a URL that names are resolved against. */
export const referenceUrl = (...parts: string[]): URL =>
  pathToFileURL(`${referencePath(...parts)}/`)

/** Options of a test or a suite that needs these files or folders of the reference data. */
export const needs = (...paths: string[]): { skip: string | false } => {
  const absent = paths.find((path) => !existsSync(referencePath(path)))
  const required = process.env['STEWARD_REQUIRE_REFERENCE'] === '1'
  return { skip: absent === undefined || required ? false : `no reference data: ${absent}` }
}
