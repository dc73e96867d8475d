/** What a line looks like when read as fields between delimiters, one line being one record. */
export type Look = {
  fields: number
  /** Why the line cannot be read: a quote left open, or text after a closing quote. */
  quoting: 'good' | 'open' | 'after'
  /** Bytes above 127. */
  high: boolean
  nul: boolean
}

const quote = 34
const space = 32

/**
 * Reads a line the way DuckDB's strict reader does: a quote opens a field only at its start (spaces
 * may stand before it), is doubled inside, and only spaces may follow the closing one.
 */
export const lookAt = (line: Uint8Array, delimiter: number): Look => {
  let fields = 1
  let high = false
  let nul = false
  let quoting: Look['quoting'] = 'good'
  // 0 start of a field, 1 plain text, 2 in quotes, 3 after a quote that may have closed the field
  let state = 0
  for (const byte of line) {
    if (byte > 127) high = true
    else if (byte === 0) nul = true
    if (state === 2) {
      if (byte === quote) state = 3
    } else if (byte === delimiter) {
      fields++
      state = 0
    } else if (state === 3) {
      if (byte === quote) state = 2
      else if (byte !== space) {
        quoting = 'after'
        state = 1
      }
    } else if (state === 0) {
      if (byte === quote) state = 2
      else if (byte !== space) state = 1
    }
  }
  if (state === 2) quoting = 'open'
  return { fields, quoting, high, nul }
}

/** The fields of one line, unquoted; lenient, for samples and for lines that are written anew. */
export const splitFields = (line: string, delimiter: string): string[] => {
  const fields: string[] = []
  let at = 0
  for (;;) {
    let start = at
    while (line[start] === ' ') start++
    if (line[start] === '"') {
      let value = ''
      let i = start + 1
      for (; i < line.length; i++) {
        if (line[i] !== '"') value += line[i]
        else if (line[i + 1] === '"') {
          value += '"'
          i++
        } else break
      }
      const end = line.indexOf(delimiter, i + 1)
      fields.push(value)
      if (end === -1) return fields
      at = end + 1
    } else {
      const end = line.indexOf(delimiter, at)
      fields.push(line.slice(at, end === -1 ? undefined : end))
      if (end === -1) return fields
      at = end + 1
    }
  }
}

/** One line of fields, each quoted. */
export const joinFields = (fields: readonly string[], delimiter: string): string =>
  fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(delimiter)
