import { z } from 'zod'

/** A parameter of an address, as OpenAPI 3.1 describes it. */
type Parameter = {
  name: string
  in: 'path' | 'query'
  required: boolean
  description?: string
  schema: object
}

/** A part of the address itself: any word, or one of some. */
export const inPath = (name: string, oneOf?: readonly string[]): Parameter => ({
  name,
  in: 'path',
  required: true,
  schema: oneOf === undefined ? { type: 'string' } : { enum: [...oneOf] },
})

/** What may stand after the question mark. */
export const inQuery = (
  name: string,
  description: string,
  schema: object = { type: 'string' },
): Parameter => ({ name, in: 'query', required: false, description, schema })

/** What an address answers: a page, the page as data, a picture, or files of its tables. */
type Answered = {
  summary: string
  parameters?: readonly Parameter[]
  /** What the JSON is; `format=json` asks for it. */
  json?: z.ZodType
  /** Whether `format=csv` gives the same as CSV. */
  csv?: boolean
}

const text = { type: 'string' }

/** An address that is a page, and its data where a format is asked for. */
export const pageAnswering = ({ summary, parameters = [], json, csv = false }: Answered) => {
  const formats = ['html', ...(json ? ['json'] : []), ...(csv ? ['csv'] : [])]
  return {
    get: {
      summary,
      parameters: [
        ...parameters,
        ...(formats.length > 1
          ? [inQuery('format', 'the page, or its data', { enum: formats })]
          : []),
      ],
      responses: {
        200: {
          description: summary,
          content: {
            'text/html': { schema: text },
            ...(json ? { 'application/json': { schema: z.toJSONSchema(json) } } : {}),
            ...(csv ? { 'text/csv': { schema: text } } : {}),
          },
        },
      },
    },
  }
}

/** An address that is a chart by itself; nothing is there where nothing was drawn. */
export const pictureAnswering = ({ summary, parameters = [] }: Answered) => ({
  get: {
    summary,
    parameters: [...parameters],
    responses: {
      200: { description: summary, content: { 'image/svg+xml': { schema: text } } },
      404: { description: 'Nothing was drawn' },
    },
  },
})

/** An address below a page that is its tables: `BOOK.xlsx` for all, `TABLE.csv` for one. */
export const tablesAnswering = ({ summary, parameters = [] }: Answered) => ({
  get: {
    summary,
    parameters: [...parameters],
    responses: {
      200: {
        description: summary,
        content: {
          'text/csv': { schema: text },
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
            schema: { type: 'string', format: 'binary' },
          },
        },
      },
    },
  },
})

/** The OpenAPI 3.1 document of some addresses, made from the schemas that the tests hold the answers to. */
export const openApiOf = <Paths extends Readonly<Record<string, object>>>(
  info: { title: string; description?: string },
  paths: Paths,
) => ({ openapi: '3.1.0' as const, info: { ...info, version: '1' }, paths })
