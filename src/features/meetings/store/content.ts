import { refuse, accept, type Result } from '../../../core/refusal.ts'
import type { Upload } from '../../context.ts'

/** The most that a paper may hold: 10 MB. */
export const largestPaper = 10 * 1024 * 1024

const starts = (bytes: Buffer, ...signature: readonly number[]): boolean =>
  signature.every((byte, i) => bytes[i] === byte)

const office: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
}

const parts: Readonly<Record<string, string>> = {
  docx: 'word/',
  xlsx: 'xl/',
  pptx: 'ppt/',
  odt: 'mimetypeapplication/vnd.oasis.opendocument.text',
  ods: 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
}

const isText = (bytes: Buffer): boolean => {
  const text = bytes.toString('utf8')
  // oxlint-disable-next-line no-control-regex -- a text has none of these
  return !text.includes('\uFFFD') && !/[\u0000-\u0008\u000E-\u001F]/.test(text)
}

const isMarkup = (bytes: Buffer): boolean =>
  /^\s*<(!doctype|html|script|svg|\?xml)/i.test(bytes.subarray(0, 500).toString('utf8'))

/** What the bytes are, judged by themselves and never by the name or what the browser says; null for anything else. */
const mediaTypeOf = (bytes: Buffer, extension: string): string | null => {
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'application/pdf'
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a)) return 'image/png'
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    const part = parts[extension]
    const found = part !== undefined && bytes.includes(part, 0, 'latin1')
    return found && !bytes.includes('vbaProject.bin', 0, 'latin1')
      ? (office[extension] ?? null)
      : null
  }
  if (isText(bytes) && !isMarkup(bytes))
    return extension === 'csv' ? 'text/csv; charset=utf-8' : 'text/plain; charset=utf-8'
  return null
}

const extensions: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'text/csv; charset=utf-8': ['csv'],
  'text/plain; charset=utf-8': ['txt', 'md'],
  ...Object.fromEntries(Object.entries(office).map(([extension, type]) => [type, [extension]])),
}

/** A file name without folders or anything that a disk or a header minds. */
const plainName = (filename: string): string =>
  (filename.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._()-]/gu, '_')
    .replace(/^\.+/, '')
    .slice(-100)
    .trim()

const kinds =
  'PDF, Word, Excel, PowerPoint and OpenDocument files without macros, pictures (PNG, JPEG), plain text and CSV'

/** A file as a paper: its name made plain, its kind by its content. Refuses other kinds, names that lie, empty and too large ones. */
export const checkPaper = (
  upload: Upload | null,
): Result<{ name: string; mediaType: string; content: Buffer }> => {
  const refused = (message: string, remedy: string): Result<never> =>
    refuse('paper', message, remedy, 'paper')
  if (!upload || upload.bytes.length === 0)
    return refused('No file was chosen, or it is empty.', 'Choose a file.')
  if (upload.bytes.length > largestPaper)
    return refused('The file is larger than 10 MB.', 'Make it smaller, or split it.')
  const name = plainName(upload.filename)
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const mediaType = mediaTypeOf(upload.bytes, extension)
  if (mediaType === null)
    return refused(
      'The content of this file is not of a kind that can be a paper.',
      `These can: ${kinds}.`,
    )
  if (!extensions[mediaType]?.includes(extension))
    return refused(
      `The name ends in “${extension}”, but the content is another kind of file.`,
      `Save it again under its own kind: ${extensions[mediaType]?.join(' or ') ?? 'pdf'}.`,
    )
  return accept({ name, mediaType, content: upload.bytes })
}

/** The header by which a browser saves a paper instead of opening it. */
export const dispositionOf = (name: string): string =>
  `attachment; filename="${name.replace(/[^\x20-\x7E]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`
