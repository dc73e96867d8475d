import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadFile } from '../../intake/load.ts'
import { openHome } from '../../stores/home.ts'
import { readLoads } from '../../stores/lake.ts'
import { setAside } from './set-aside.ts'

const header =
  'PUBLICATION,EXTRACT_DATE,ORG_TYPE,ORG_CODE,ONS_CODE,POSTCODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS'
const line = (patients: string): string =>
  `GP_PRAC_PAT_LIST,01SEP2017,GP,N84014,,ZZ1 1ZZ,ALL,ALL,${patients}`

test('the first quarantined lines are told with what is wrong and how to put it right', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-aside-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const home = openHome(join(folder, 'home'))
  const path = join(folder, 'lists.csv')
  writeFileSync(path, [header, line('40'), ...['a', 'b', 'c', 'd'].map(line)].join('\n'))
  assert.ok((await loadFile(home, path)).ok)
  const [told = '', rest = ''] = await setAside(home, readLoads(home))
  const [first, ...lines] = told.split('\n')
  assert.equal(first, 'lists.csv: 4 lines were quarantined, such as')
  assert.equal(lines.length, 3)
  assert.match(lines[0] ?? '', /^ {2}line 3, NUMBER_OF_PATIENTS “a” is .+\. .+\.$/)
  assert.match(rest, /data status page/)
})

test('nothing is said of files that were accepted whole', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'steward-aside-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const home = openHome(join(folder, 'home'))
  const path = join(folder, 'lists.csv')
  writeFileSync(path, [header, line('40')].join('\n'))
  assert.ok((await loadFile(home, path)).ok)
  assert.deepEqual(await setAside(home, readLoads(home)), [])
})
