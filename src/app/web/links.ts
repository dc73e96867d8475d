import type { RouteRights } from '../../features/context.ts'

type Address = { pattern: string; parts: readonly string[] }

const partsOf = (path: string): string[] => path.split('/').slice(1)

const fits = ({ parts }: Address, path: readonly string[]): boolean =>
  parts.every((part, i) => part === '*' || (path[i] ?? '') === part || part.startsWith(':')) &&
  (parts.at(-1) === '*' ? path.length >= parts.length : path.length === parts.length)

/** An address of words goes before one of parameters, and that before a wildcard, as the router has it. */
const rank = ({ pattern }: Address): string =>
  partsOf(pattern)
    .map((part) => (part === '*' ? '2' : part.startsWith(':') ? '1' : '0'))
    .join('')

/** The pattern of an address by the table of rights; null where the table has none. */
export const patternFinder = (rights: RouteRights): ((path: string) => string | null) => {
  const asked = Object.keys(rights)
    .filter((name) => name.startsWith('GET '))
    .map((name): Address => ({ pattern: name.slice(4), parts: partsOf(name.slice(4)) }))
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
  const byFirst = Map.groupBy(asked, ({ parts }) => parts[0] ?? '')
  return (path) => {
    const parts = partsOf(path)
    return byFirst.get(parts[0] ?? '')?.find((each) => fits(each, parts))?.pattern ?? null
  }
}

const link = String.raw`<a\b[^>]*?\shref="(/[^"?#]*)[^"]*"[^>]*>((?:(?!</a)[^])*)</a\s*>`
const onlyLink = new RegExp(String.raw`<(li|p)\b[^>]*>\s*${link}\s*</\1\s*>`, 'g')
/** With the point between it and what stands before it, where it is one of a row of links. */
const anyLink = new RegExp(String.raw`(\s·\s*)?${link}`, 'g')

/**
 * A page without links that lead its viewer to a refusal: what is nothing but such a link (an entry of the
 * navigation, a point of a list, one of a row) is left out, and any other stands as plain text.
 */
export const withoutRefused = (markup: string, mayAsk: (path: string) => boolean): string =>
  markup
    .replace(onlyLink, (whole, _, path: string) => (mayAsk(path) ? whole : ''))
    .replace(anyLink, (whole: string, between: string | undefined, path: string, text: string) => {
      if (mayAsk(path)) return whole
      // A figure is told in any case.
      return between !== undefined && !whole.includes('steward-figure')
        ? ''
        : (between ?? '') + text
    })
