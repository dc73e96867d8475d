import pg from 'pg'

/** What pg's connection has for COPY, which pg itself leaves to others. */
type Wire = {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

/** One COPY statement under way; pg calls the methods whose names begin with "handle". */
class Copy implements pg.Submittable {
  readonly text: string
  readonly sink: ((chunk: Buffer) => void) | null
  readonly source: Iterable<Buffer>
  readonly done: Promise<number>
  #rows = 0
  #resolve: (rows: number) => void = () => {}
  #reject: (error: Error) => void = () => {}

  constructor(text: string, sink: ((chunk: Buffer) => void) | null, source: Iterable<Buffer> = []) {
    this.text = text
    this.sink = sink
    this.source = source
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  submit(connection: pg.Connection): void {
    connection.query(this.text)
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.sink?.(chunk)
  }

  handleCopyInResponse(wire: Wire): void {
    try {
      for (const chunk of this.source) wire.sendCopyFromChunk(chunk)
      wire.endCopyFrom()
    } catch (error) {
      wire.sendCopyFail('the file cannot be read')
      this.#reject(error instanceof Error ? error : new Error(String(error)))
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(/^COPY (\d+)/.exec(text)?.[1] ?? 0)
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#rows)
  }

  handleError(error: Error): void {
    this.#reject(error)
  }

  handleRowDescription(): void {}
  handlePortalSuspended(): void {}
  handleEmptyQuery(): void {}
}

const run = (client: pg.Client, copy: Copy): Promise<number> => {
  client.query(copy)
  return copy.done
}

/** Copies what a query gives out of the ledger, in PostgreSQL's own text form; gives the number of rows. */
export const copyOut = (
  client: pg.Client,
  query: string,
  sink: (chunk: Buffer) => void,
): Promise<number> => run(client, new Copy(`copy (${query}) to stdout`, sink))

/** Copies rows into a table with these columns; gives the number of rows. */
export const copyIn = (
  client: pg.Client,
  table: string,
  columns: readonly string[],
  source: Iterable<Buffer>,
): Promise<number> =>
  run(client, new Copy(`copy ${table} (${columns.join(', ')}) from stdin`, null, source))
