const local = 0x04034b50
const central = 0x02014b50
const end = 0x06054b50
/** 1 January 2020, midnight, as a ZIP file writes a date. */
const date = ((2020 - 1980) << 9) | (1 << 5) | 1

/** The same ZIP file with one fixed date on every entry, so that the same workbook is the same bytes on any day. */
export const steadyZip = (bytes: Buffer): Buffer => {
  const steady = Buffer.from(bytes)
  let at = steady.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (at < 0 || steady.readUInt32LE(at) !== end) throw new Error('not a ZIP file')
  const entries = steady.readUInt16LE(at + 10)
  at = steady.readUInt32LE(at + 16)
  for (let i = 0; i < entries; i++) {
    if (steady.readUInt32LE(at) !== central) throw new Error('ZIP directory is damaged')
    steady.writeUInt16LE(0, at + 12)
    steady.writeUInt16LE(date, at + 14)
    const header = steady.readUInt32LE(at + 42)
    if (steady.readUInt32LE(header) !== local) throw new Error('ZIP entry is damaged')
    steady.writeUInt16LE(0, header + 10)
    steady.writeUInt16LE(date, header + 12)
    at +=
      46 +
      steady.readUInt16LE(at + 28) +
      steady.readUInt16LE(at + 30) +
      steady.readUInt16LE(at + 32)
  }
  return steady
}
