import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { axeFindings, launch, layoutFindings, linksOf, openPage, screens } from './browser.ts'
import { makeSmallHome } from './homes.ts'
import { startServer, type Serving } from './serving.ts'

const enough = 40

/** Addresses that differ only in codes, months and builds are pages of one kind. */
const kindOf = (url: string): string =>
  new URL(url).pathname
    .replaceAll(/@[0-9a-f]{12}/g, '')
    .replaceAll(/\d{4}-\d\d(\.\.\d{4}-\d\d)?/g, 'MONTHS')
    .replaceAll(/\b[A-Z]\d{5}\b/g, 'PRACTICE')
    .replaceAll(/=[^+/]*/g, '=')
    .replaceAll(/\b[0-9a-f]{12}\b/g, 'LOAD')
    .replaceAll(/\/\d+\b/g, '/NUMBER')

describe('every kind of page', () => {
  let browser: Browser
  let serving: Serving
  let folder: string
  let pages: string[]

  /** One address of each kind that can be reached from the overview. */
  const crawl = async (): Promise<string[]> => {
    const found = new Map([[kindOf(`${serving.url}/`), `${serving.url}/`]])
    for (const url of found.values()) {
      const { page } = await openPage(browser, url, 'wide')
      for (const link of await linksOf(page)) {
        if (/\.(csv|json)$|format=(csv|json)/.test(link)) continue
        if (!found.has(kindOf(link)) && found.size < enough) found.set(kindOf(link), link)
      }
      await page.context().close()
    }
    return [...found.values()]
  }

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-pages-'))
    const home = process.env['STEWARD_JOURNEY_HOME'] ?? (await makeSmallHome(folder))
    serving = await startServer(home)
    browser = await launch()
    pages = await crawl()
  })
  after(async () => {
    await browser?.close()
    await serving?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('the overview leads to practices, figures, lines and the data status', () => {
    const kinds = pages.map(kindOf).join('\n')
    for (const path of ['/practices/', '/explain/', '/lines/', '/status'])
      assert.ok(kinds.includes(path), `no page under ${path} was reached; reached:\n${kinds}`)
  })

  for (const screen of ['wide', 'phone'] as const) {
    test(`axe finds nothing on a ${screen} screen of ${screens[screen].width}, and nothing is cut off`, async () => {
      const findings: string[] = []
      for (const url of pages) {
        const { page, complaints } = await openPage(browser, url, screen)
        const found = [...complaints, ...(await layoutFindings(page)), ...(await axeFindings(page))]
        findings.push(...found.map((text) => `${url}\n  ${text}`))
        await page.context().close()
      }
      assert.deepEqual(findings, [])
    })
  }

  test('without JavaScript each page says the same', async () => {
    for (const url of pages) {
      const texts: string[] = []
      for (const script of [true, false]) {
        const { page, complaints } = await openPage(browser, url, 'wide', script)
        assert.deepEqual(complaints, [], url)
        texts.push(await page.locator('main').innerText())
        await page.context().close()
      }
      assert.equal(texts[0], texts[1], url)
    }
  })
})
