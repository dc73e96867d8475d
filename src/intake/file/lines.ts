/** How a physical line ended; "none" for a last line without an end. */
export type LineEnd = 'lf' | 'crlf' | 'cr' | 'none'

/** Gets each line without its end; the bytes are null where the line is longer than the cap. */
export type OnLine = (line: Uint8Array | null, length: number, end: LineEnd) => void

const lf = 10
const cr = 13

/**
 * Cuts a stream of bytes into physical lines (LF, CRLF or CR each end one), holding at most one
 * line of `cap` bytes. The bytes handed over are valid only during the call.
 */
export const lineCutter = (
  cap: number,
  onLine: OnLine,
): { push(chunk: Uint8Array): void; end(): void } => {
  let held: Uint8Array[] = []
  let heldLength = 0
  let afterCr = false

  const emit = (part: Uint8Array, end: LineEnd): void => {
    const length = heldLength + part.length
    if (length > cap) onLine(null, length, end)
    else onLine(held.length === 0 ? part : Buffer.concat([...held, part]), length, end)
    held = []
    heldLength = 0
  }
  const hold = (part: Uint8Array): void => {
    if (part.length === 0) return
    heldLength += part.length
    if (heldLength > cap) held = []
    else held.push(Uint8Array.from(part))
  }

  return {
    push(chunk) {
      let start = 0
      if (afterCr) {
        // The end of the previous line is known only now: CR was the last byte of its chunk.
        const whole = chunk[0] === lf
        emit(new Uint8Array(0), whole ? 'crlf' : 'cr')
        afterCr = false
        if (whole) start = 1
      }
      let nextLf = chunk.indexOf(lf, start)
      let nextCr = chunk.indexOf(cr, start)
      for (;;) {
        if (nextLf !== -1 && (nextCr === -1 || nextLf < nextCr)) {
          emit(chunk.subarray(start, nextLf), 'lf')
          start = nextLf + 1
          nextLf = chunk.indexOf(lf, start)
        } else if (nextCr !== -1) {
          if (nextCr === chunk.length - 1) {
            hold(chunk.subarray(start, nextCr))
            afterCr = true
            return
          }
          const whole = nextLf === nextCr + 1
          emit(chunk.subarray(start, nextCr), whole ? 'crlf' : 'cr')
          start = nextCr + (whole ? 2 : 1)
          if (whole) nextLf = chunk.indexOf(lf, start)
          nextCr = chunk.indexOf(cr, start)
        } else break
      }
      hold(chunk.subarray(start))
    },
    end() {
      if (afterCr) emit(new Uint8Array(0), 'cr')
      else if (heldLength > 0) emit(new Uint8Array(0), 'none')
    },
  }
}
