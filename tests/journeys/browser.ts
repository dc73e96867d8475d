import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type Page } from 'playwright-core'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** Debian's Chromium, or the one that CHROMIUM names. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })

export const screens = {
  wide: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
} as const

export type Seen = { page: Page; complaints: string[] }

/** Goes to an address; what the browser complains of and what it asks of other hosts. */
export const follow = async (page: Page, url: string): Promise<string[]> => {
  const complaints: string[] = []
  const origin = new URL(url).origin
  page.removeAllListeners('console')
  page.removeAllListeners('request')
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      complaints.push(`asks another host: ${request.url()}`)
  })
  const response = await page.goto(url)
  if (response === null || response.status() !== 200)
    complaints.push(`status ${response?.status()} at ${url}`)
  return complaints
}

/** A page in a window of a size, with what the browser complains of. */
export const openPage = async (
  browser: Browser,
  url: string,
  screen: keyof typeof screens,
  javaScriptEnabled = true,
): Promise<Seen> => {
  const context = await browser.newContext({ viewport: screens[screen], javaScriptEnabled })
  const page = await context.newPage()
  return { page, complaints: await follow(page, url) }
}

type Violation = { id: string; nodes: { html: string; target: unknown }[] }

/** What axe finds on the page, one sentence for each kind. */
export const axeFindings = async (page: Page): Promise<string[]> => {
  await page.evaluate(axeSource)
  const violations = await page.evaluate<Violation[]>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((r) => r.violations)",
  )
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.length} places, first ${nodes[0]?.html.slice(0, 200)}`,
  )
}

/** What a page must be on any screen, beside what axe finds. */
export const layoutFindings = async (page: Page): Promise<string[]> => {
  const headings = await page.locator('h1').count()
  const tooWide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  return [
    ...(headings === 1 ? [] : [`${headings} headings of the first level`]),
    ...(tooWide > 0 ? [`${tooWide} pixels wider than the screen`] : []),
  ]
}

/** Addresses that a page links to on its own host, in order, without fragments. */
export const linksOf = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(
    "[...new Set([...document.querySelectorAll('a[href]')].map((a) => new URL(a.getAttribute('href'), location.href).href.split('#')[0]).filter((h) => h.startsWith(location.origin)))]",
  )
