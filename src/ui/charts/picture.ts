import type { Html } from '../html.ts'

/** The looks of a chart outside a page, as steward.css has them inside one. */
const style = `
svg{font:13px arial,sans-serif;color:#212b32;background:#fff}
.steward-line-1 path{stroke:#005eb8;stroke-width:2.5}
.steward-line-2 path{stroke:#4c6272;stroke-width:2;stroke-dasharray:5 3}
.steward-dot circle{fill:#005eb8}
.steward-limit path{stroke:#4c6272;stroke-width:1.25}
.steward-limit--outer path{stroke-dasharray:6 3}
.steward-limit--chance path{stroke-dasharray:1 3}
.steward-unit circle{fill:#4c6272;fill-opacity:.45}
.steward-unit--beyond circle,.steward-signal circle{fill:#fff;stroke:#212b32;stroke-width:1.75}
.steward-unit--own circle{fill:#005eb8;stroke:#fff}
.steward-bar rect{fill:#005eb8}
.steward-band rect{fill:#aeb7bd;fill-opacity:.6}
.steward-compare line{stroke:#212b32;stroke-width:3}
.steward-decile path{stroke:#aeb7bd}
.steward-decile--middle path{stroke:#4c6272;stroke-width:1.75;stroke-dasharray:1 3}
`

/** A chart as a picture that stands alone: SVG with its own looks, its title and description inside. Null for what holds no drawing. */
export const pictureOf = (drawn: Html): string | null => {
  const found = /<svg[^]*<\/svg>/.exec(drawn.toString())?.[0]
  if (found === undefined) return null
  const [, width = '640', height = '360'] = /viewBox="0 0 (\d+) (\d+)"/.exec(found) ?? []
  const open = found.startsWith('<svg xmlns')
    ? found
    : found.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
  return open
    .replace('<svg', `<svg width="${width}" height="${height}"`)
    .replace(/>/, `><style>${style}</style>`)
}
