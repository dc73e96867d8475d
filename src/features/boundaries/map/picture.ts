import { html, type Html } from '../../../ui/html.ts'
import type { Candidate } from '../store.ts'
import type { BoundaryView } from '../view.ts'

const width = 640
const margin = 16

type Place = { x: number; y: number }

const placesOf = ({ points }: BoundaryView): { places: Map<string, Place>; height: number } => {
  const easts = points.map(({ east }) => east)
  const norths = points.map(({ north }) => north)
  const [west, east] = [Math.min(...easts), Math.max(...easts)]
  const [south, north] = [Math.min(...norths), Math.max(...norths)]
  const scale = (width - 2 * margin) / Math.max(1, east - west, north - south)
  const rounded = (value: number): number => Math.round(value * 10) / 10
  return {
    height: Math.ceil((north - south) * scale) + 2 * margin,
    places: new Map(
      points.map((point) => [
        point.practice,
        {
          x: rounded(margin + (point.east - west) * scale),
          y: rounded(margin + (north - point.north) * scale),
        },
      ]),
    ),
  }
}

const radiusOf = ({ patients }: Candidate): number =>
  Math.round((5 + Math.sqrt(Number(patients ?? 0n)) / 14) * 10) / 10

/**
 * The practices where they are, each a circle by the size of its list, those next to each other joined by a
 * line. With a mouse a circle can be pressed to take it in or out; the list beside it does the same.
 */
export const mapPicture = (view: BoundaryView, toggled: (practice: string) => string): Html => {
  const { places, height } = placesOf(view)
  const chosen = new Set(view.chosen.map(({ practice }) => practice))
  const line = ([a, b]: readonly [string, string]): Html | false => {
    const [from, to] = [places.get(a), places.get(b)]
    const inside = chosen.has(a) && chosen.has(b)
    return (
      from !== undefined &&
      to !== undefined &&
      html`<line
        x1="${from.x}"
        y1="${from.y}"
        x2="${to.x}"
        y2="${to.y}"
        stroke="${inside ? '#005eb8' : '#d8dde0'}"
        stroke-width="${inside ? 2 : 1}"
      />`
    )
  }
  const circle = (candidate: Candidate): Html | false => {
    const place = places.get(candidate.practice)
    const isChosen = chosen.has(candidate.practice)
    return (
      place !== undefined &&
      html`<a href="${toggled(candidate.practice)}" tabindex="-1"
        ><circle
          cx="${place.x}"
          cy="${place.y}"
          r="${radiusOf(candidate)}"
          fill="${isChosen ? '#005eb8' : '#ffffff'}"
          stroke="${candidate.member ? '#003087' : '#768692'}"
          stroke-width="2"
        >
          <title>${isChosen ? 'Take out' : 'Take in'} ${candidate.name}</title>
        </circle></a
      >`
    )
  }
  return html`<svg
    class="steward-map"
    viewBox="0 0 ${width} ${height}"
    width="100%"
    aria-hidden="true"
    focusable="false"
  >
    ${view.edges.map(line)} ${view.candidates.map(circle)}
  </svg>`
}
