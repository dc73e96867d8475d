import { parseHTML } from 'linkedom'

/** A page as it was fetched: its address, its markup, and its own links and scripts. */
export type Walked = { url: string; kind: string; links: string[]; scripts: string[] }

export type Walk = { pages: Walked[]; dead: string[] }

/** Addresses that differ only in codes, months, builds and what is asked are pages of one kind; figures are of one kind by what they measure. */
export const kindOf = (url: string): string =>
  decodeURIComponent(new URL(url).pathname)
    .replace(/^(\/(?:explain|lines)\/[^/]+).*/, '$1')
    .replace(/^\/lines\/line$/, new URL(url).pathname.split('/').slice(0, 4).join('/'))
    .replaceAll(/\d{4}-\d\d(\.\.\d{4}-\d\d)?/g, 'MONTHS')
    .replaceAll(/\b[A-Z]\d{5}\b/g, 'PRACTICE')
    .replaceAll(/\b[0-9a-f]{12}\b/g, 'LOAD')
    .replaceAll(/\/\d+\b/g, '/NUMBER')
    .replace(/^\/registers\/.*/, '/registers/NAME')
    .replace(/^\/(opportunities|topics)\/[a-z0-9-]+/, '/$1/NAME')
    .replace(/\/(measures|budget|localities)\/[A-Za-z0-9-]+/, '/$1/NAME')

/** What is read by a machine, or kept by a person, is no page. */
const isFile = (url: string): boolean =>
  /\.(csv|json|xlsx|svg|ics)(\?|$)|format=(csv|json)/.test(url)

const readPage = (url: string, kind: string, markup: string): Walked => {
  const { document } = parseHTML(markup)
  const addresses = [...document.querySelectorAll('a[href]')].map(
    (link) => new URL(link.getAttribute('href') ?? '', url).href.split('#')[0] ?? '',
  )
  return {
    url,
    kind,
    links: [...new Set(addresses)].filter(
      (href) => new URL(href).origin === new URL(url).origin && !isFile(href),
    ),
    scripts: [...document.querySelectorAll('script')].map((each) => each.getAttribute('src') ?? ''),
  }
}

/**
 * Follows links from some pages, without a browser: of each kind of page the first and then whichever differs
 * from it most in its address, so at most two. Links that lead to no page are kept with the page they stand on.
 */
export const walk = async (from: readonly string[], cookie = '', each = 2): Promise<Walk> => {
  const pages: Walked[] = []
  const dead: string[] = []
  const asked = new Map<string, string[]>()
  const waiting = from.map((url) => ({ url, on: 'where the walk begins' }))
  const isDue = (url: string): boolean => {
    const known = asked.get(kindOf(url)) ?? []
    if (known.length >= each || known.includes(url)) return false
    // The same page with another question is no second kind of data.
    return known.every((other) => new URL(other).pathname !== new URL(url).pathname)
  }
  const visit = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { url, on } = next
      if (!isDue(url)) continue
      const kind = kindOf(url)
      asked.set(kind, [...(asked.get(kind) ?? []), url])
      const reply = await fetch(url, { headers: { accept: 'text/html', cookie } })
      const markup = await reply.text()
      if (!reply.ok) {
        dead.push(`${url}\n  answers ${reply.status}; it is linked on ${on}`)
        continue
      }
      if (!reply.headers.get('content-type')?.startsWith('text/html')) continue
      const page = readPage(url, kind, markup)
      pages.push(page)
      for (const link of page.links) if (isDue(link)) waiting.push({ url: link, on: url })
    }
  }
  while (waiting.length > 0) await Promise.all([visit(), visit()])
  return { pages, dead }
}
