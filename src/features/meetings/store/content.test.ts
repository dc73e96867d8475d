import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkPaper, dispositionOf, largestPaper } from './content.ts'

const paper = (filename: string, content: string | Buffer, type = 'application/pdf') =>
  checkPaper({ filename, type, bytes: Buffer.from(content) })
const mediaType = (filename: string, content: string | Buffer): string => {
  const checked = paper(filename, content)
  return checked.ok ? checked.value.mediaType : checked.refusal.code
}
const zip = (...parts: string[]): Buffer =>
  Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.from(parts.join('\0'))])

test('a paper is what its content is, whatever the browser says', () => {
  assert.equal(mediaType('a.pdf', '%PDF-1.7 …'), 'application/pdf')
  assert.match(
    mediaType('a.docx', zip('[Content_Types].xml', 'word/document.xml')),
    /wordprocessing/,
  )
  assert.equal(mediaType('a.csv', 'a,b\n1,2\n'), 'text/csv; charset=utf-8')
  assert.equal(mediaType('a.md', '# Paper – with é'), 'text/plain; charset=utf-8')
})

test('a name that lies, macros, markup, programs and nothing at all are refused', () => {
  for (const [name, content] of [
    ['a.pdf', 'MZ\u0000\u0001'],
    ['a.pdf', 'only text'],
    ['a.txt', '%PDF-1.7'],
    ['a.html', '<!doctype html><script>'],
    ['a.txt', '  <svg onload=1>'],
    ['a.docx', zip('word/document.xml', 'word/vbaProject.bin')],
    ['a.docx', zip('ppt/x.xml')],
    ['a.zip', zip('anything')],
    ['a.pdf', ''],
  ] as const)
    assert.equal(mediaType(name, content), 'paper', `${name} ${content.length}`)
  assert.ok(!paper('a.pdf', Buffer.alloc(largestPaper + 1, '%PDF-')).ok)
  assert.ok(!checkPaper(null).ok)
})

test('a name keeps neither folders nor anything that a header minds', () => {
  const checked = paper('..\\..\\etc/“Board” <paper>\r\n.pdf', '%PDF-1.7')
  assert.ok(checked.ok)
  assert.equal(checked.value.name, '_Board_ _paper___.pdf')
  assert.equal(
    dispositionOf('Préavis "1".pdf'),
    `attachment; filename="Pr_avis _1_.pdf"; filename*=UTF-8''Pr%C3%A9avis%20%221%22.pdf`,
  )
})
