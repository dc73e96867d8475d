import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { csvText } from './csv.ts'

describe('a field of a CSV', () => {
  test('that a spreadsheet would run is led by an apostrophe, whatever sign begins it', () => {
    for (const sign of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
      const text = `${sign}HYPERLINK("http://x",1)`
      assert.ok(
        csvText([[text]])
          .replace(/^"/, '')
          .startsWith(`'${sign}`),
        JSON.stringify(text),
      )
    }
    assert.equal(csvText([['-2+3', '=1']]), "'-2+3,'=1\r\n")
  })

  test('that is a number stays one, and text of quotes, commas and lines comes back whole', () => {
    assert.equal(csvText([[-12, '-12.50', '+1', 3n, true, null]]), "-12,-12.50,'+1,3,true,\r\n")
    assert.equal(csvText([['a "b", c\nd']]), '"a ""b"", c\nd"\r\n')
  })
})
