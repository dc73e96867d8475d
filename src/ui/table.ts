import { html, type Content, type Html } from './html.ts'

/** A column: its heading, what stands in each row, and whether it is a number. */
export type TableColumn<Row> = {
  heading: string
  cell: (row: Row) => Content
  numeric?: boolean
  /** Left out on a phone, where each row leads to a page that has it. */
  wide?: boolean
  /** Whole sentences: on a phone they take the whole width of their row. */
  long?: boolean
}

export type TableOptions<Row> = {
  caption: Content
  captionSize?: 's' | 'm' | 'l'
  /** The first column names the row, and is read out with each of its figures. */
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
  /** A last row in bold: what the rows above add up to. */
  total?: Row
  /** What the table says when there is no row. */
  empty?: Content
  id?: string
  /** Small type and little space, for long tables of figures. */
  compact?: boolean
}

/** A cell that stands in for a figure that does not exist, in words ("No data"). */
export const absent = (words: string): Html =>
  html`<span class="nhsuk-u-secondary-text-colour">${words}</span>`

/**
 * A table in the NHS design system's responsive markup (the macro's own, which tests hold it to):
 * on a phone each row becomes a block whose figures carry their headings. A thousand times faster
 * than the macro.
 */
export const dataTable = <Row>(options: TableOptions<Row>): Html => {
  const { caption, captionSize = 's', columns, rows, total, empty, id, compact = true } = options
  if (rows.length === 0 && empty !== undefined) {
    const classes = `nhsuk-heading-${captionSize} nhsuk-u-margin-bottom-2`
    return html`<div class="steward-empty" ${id ? html` id="${id}"` : ''}>
      ${captionSize === 's' ? html`<h3 class="${classes}">${caption}</h3>` : html`<h2 class="${classes}">${caption}</h2>`}
      <p class="nhsuk-u-margin-bottom-0">${empty}</p>
    </div>`
  }
  const heads = columns.map(headCell)
  const bodyRows = rows.map((row) => bodyRow(columns, row, ''))
  const size = compact ? ' steward-table--compact' : ''
  return html`<table
    class="nhsuk-table nhsuk-table--responsive steward-table${size}"
    ${id ? html` id="${id}"` : ''}
    role="table"
  >
    <caption class="nhsuk-table__caption nhsuk-table__caption--${captionSize}">
      ${caption}
    </caption>
    <thead class="nhsuk-table__head" role="rowgroup">
      <tr class="nhsuk-table__row" role="row">
        ${heads}
      </tr>
    </thead>
    <tbody class="nhsuk-table__body">
      ${bodyRows}${total === undefined ? '' : bodyRow(columns, total, ' steward-table__total')}
    </tbody>
  </table>`
}

const classesOf = (
  name: 'header' | 'cell',
  { numeric, wide, long }: { numeric?: boolean; wide?: boolean; long?: boolean },
): string =>
  `nhsuk-table__${name}${numeric ? ` nhsuk-table__${name}--numeric` : ''}${wide ? ' steward-wide' : ''}${long ? ' steward-long' : ''}`

const headCell = <Row>(column: TableColumn<Row>): Html =>
  html`<th class="${classesOf('header', column)}" scope="col" role="columnheader">
    ${column.heading}
  </th>`

const bodyRow = <Row>(columns: readonly TableColumn<Row>[], row: Row, classes: string): Html =>
  html`<tr class="nhsuk-table__row${classes}" role="row">
    ${columns.map((column, i) => (i === 0 ? rowHeader(column, row) : bodyCell(column, row)))}
  </tr> `

const rowHeader = <Row>({ heading, cell }: TableColumn<Row>, row: Row): Html =>
  html`<th class="nhsuk-table__header" scope="row" role="rowheader">
    <span class="nhsuk-table__heading" aria-hidden="true">${heading} </span>${cell(row)}
  </th>`

const bodyCell = <Row>(column: TableColumn<Row>, row: Row): Html =>
  html`<td class="${classesOf('cell', column)}" role="cell">
    <span class="nhsuk-table__heading" aria-hidden="true">${column.heading} </span
    >${column.cell(row)}
  </td>`
