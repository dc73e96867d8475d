import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { AppError } from '../../core/refusal.ts'
import { readServiceLines, serviceLineOf } from './service-lines.ts'

describe('the map of service lines', () => {
  const map = readServiceLines()

  test('places care by its treatment function first, then by how it is paid', () => {
    assert.equal(serviceLineOf(map, { pod: 'OTHER', specialty: '710' }), 'mental-health')
    assert.equal(serviceLineOf(map, { pod: 'COMM', specialty: '711' }), 'mental-health')
    assert.equal(serviceLineOf(map, { pod: 'COMM', specialty: '650' }), 'community')
    assert.equal(serviceLineOf(map, { pod: 'OPFUPSPNCL', specialty: '650' }), 'general-and-acute')
    assert.equal(serviceLineOf(map, { pod: 'NELNE', specialty: '501' }), 'maternity')
    assert.equal(serviceLineOf(map, { pod: 'MATPATHAN', specialty: '' }), 'maternity')
    assert.equal(serviceLineOf(map, 'prescribing'), 'prescribing')
  })

  test('a code that no rule names, or none at all, is general and acute', () => {
    assert.equal(serviceLineOf(map, { pod: 'NEVERSEEN', specialty: '' }), 'general-and-acute')
  })

  test("the group's own file goes before the one that Steward brings, and its fault is named", () => {
    const folder = mkdtempSync(join(tmpdir(), 'steward-lines-'))
    try {
      mkdirSync(join(folder, 'rules'))
      writeFileSync(join(folder, 'rules', 'service-lines.yaml'), 'id: service-lines\nversion: 1\n')
      assert.throws(
        () => readServiceLines(folder),
        (error) => error instanceof AppError && error.refusal.code === 'rule-file-invalid',
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
