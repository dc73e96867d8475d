const isNumber = (text: string): boolean => /^-?[£\d][\d,.]*%?$/.test(text)

/** A table of plain text; a column whose every cell is a number is set to the right. */
export const textTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string => {
  const widths = head.map((name, i) =>
    Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)),
  )
  const right = head.map(
    (_, i) => rows.length > 0 && rows.every((row) => row[i] === '' || isNumber(row[i] ?? '')),
  )
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, i) =>
        right[i] ? (cells[i] ?? '').padStart(width) : (cells[i] ?? '').padEnd(width),
      )
      .join('  ')
      .trimEnd()
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
