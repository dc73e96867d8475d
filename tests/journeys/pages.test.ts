import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { axeFindings, launch, layoutFindings, linksOf, openPage, screens } from './browser.ts'
import { makeSmallHome } from './homes.ts'
import { startServer, type Serving } from './serving.ts'

/** More kinds of page than there are; a crawl that reaches it has lost its way. */
const enough = 200

/** Addresses that differ only in codes, months and builds are pages of one kind. */
const kindOf = (url: string): string =>
  new URL(url).pathname
    .replaceAll(/@[0-9a-f]{12}/g, '')
    .replaceAll(/\d{4}-\d\d(\.\.\d{4}-\d\d)?/g, 'MONTHS')
    .replaceAll(/\b[A-Z]\d{5}\b/g, 'PRACTICE')
    .replaceAll(/=[^+/]*/g, '=')
    .replaceAll(/\b[0-9a-f]{12}\b/g, 'LOAD')
    .replaceAll(/\/\d+\b/g, '/NUMBER')
    .replaceAll(/\/opportunities\/[a-z0-9-]+/g, '/opportunities/DEFINITION')

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
        if (/\.(csv|json|xlsx|svg)(\?|$)|format=(csv|json)/.test(link)) continue
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

  test('there are no more kinds of page than a crawl can hold', () => {
    assert.ok(pages.length < enough, `${pages.length} kinds of page`)
  })

  test('the overview leads to practices, figures, lines and the data status', () => {
    const kinds = pages.map(kindOf).join('\n')
    for (const path of ['/practices/', '/explain/', '/lines/', '/status'])
      assert.ok(kinds.includes(path), `no page under ${path} was reached; reached:\n${kinds}`)
  })

  /** Looks at every page, two at a time, and gathers what is found. */
  const lookAtAll = async (look: (url: string) => Promise<string[]>): Promise<string[]> => {
    const findings: string[] = []
    const waiting = pages.values()
    const work = async (): Promise<void> => {
      for (const url of waiting) {
        findings.push(...(await look(url)).map((text) => `${url}\n  ${text}`))
      }
    }
    await Promise.all([work(), work()])
    return findings
  }

  test('axe finds nothing on a wide screen nor on a phone, and nothing is cut off', async () => {
    const findings = await lookAtAll(async (url) => {
      const { page, complaints } = await openPage(browser, url, 'wide')
      const found = [...complaints]
      for (const screen of ['wide', 'phone'] as const) {
        await page.setViewportSize(screens[screen])
        const seen = [...(await layoutFindings(page)), ...(await axeFindings(page))]
        found.push(...seen.map((text) => `${screen}: ${text}`))
      }
      await page.context().close()
      return found
    })
    assert.deepEqual(findings, [])
  })

  test('without JavaScript each page says the same', async () => {
    const findings = await lookAtAll(async (url) => {
      const texts: string[] = []
      const found: string[] = []
      for (const script of [true, false]) {
        const { page, complaints } = await openPage(browser, url, 'wide', script)
        found.push(...complaints)
        texts.push(await page.locator('main').innerText())
        await page.context().close()
      }
      return texts[0] === texts[1] ? found : [...found, 'says something else without JavaScript']
    })
    assert.deepEqual(findings, [])
  })
})
