import { readFileSync } from 'node:fs'
import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBPreparedStatement,
  type DuckDBValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBTypeId,
} from '@duckdb/node-api'
import { AppError } from '../core/refusal.ts'

export type Value = string | number | bigint | boolean | null
export type Row = Record<string, Value>
export type Parameters = Record<string, Value>

/** A connection to DuckDB that always prepares: values are parameters, and one call is one statement. */
export type Duck = {
  /** Rows of a query. BIGINT and HUGEINT come as bigint, DATE as "2019-10-31", DECIMAL as text. */
  all<T extends Row = Row>(sql: string, params?: Parameters): Promise<T[]>
  /** The same, a chunk of rows at a time in bounded memory. */
  chunks<T extends Row = Row>(sql: string, params?: Parameters): AsyncIterable<T[]>
  /** Runs a statement and gives the number of rows that it changed or copied. */
  run(sql: string, params?: Parameters): Promise<number>
  close(): void
}

export type DuckOptions = {
  /** Folder for spill files. */
  tmp: string
  file?: string
  readOnly?: boolean
  /** DuckDB's own limit; the process needs about 1 GB beside it. */
  memory?: string
  threads?: number
  /** False for work that reads each file once: else what was read stays in memory, for the next who asks. */
  keepsFiles?: boolean
  /** When given, nothing outside these folders can be read and no setting can be changed any more. */
  onlyFolders?: readonly string[]
}

/** A quoted SQL literal, for the places where DuckDB takes no parameter (COPY targets, reader options). */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const plain = (value: DuckDBValue): Value => {
  if (value instanceof DuckDBDateValue) return value.toString()
  if (value instanceof DuckDBDecimalValue) return value.toString()
  if (value === null || typeof value !== 'object') return value
  return String(value)
}

const bind = (statement: DuckDBPreparedStatement, params: Parameters): void => {
  for (const [name, value] of Object.entries(params)) {
    const at = statement.parameterIndex(name)
    if (value === null) statement.bindNull(at)
    else if (typeof value === 'string') statement.bindVarchar(at, value)
    else if (typeof value === 'boolean') statement.bindBoolean(at, value)
    else if (typeof value === 'bigint') statement.bindBigInt(at, value)
    else if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) statement.bindInteger(at, value)
    else statement.bindDouble(at, value)
  }
}

const asKnownFailure = (error: unknown): unknown => {
  const text = error instanceof Error ? error.message : String(error)
  if (
    /no space left|could not write all bytes|failed to offload|max_temp_directory_size/i.test(text)
  ) {
    return new AppError(
      {
        code: 'disk-full',
        message:
          'There is no room left on the disk, so the work was stopped and nothing was changed.',
        remedy:
          'Free some space or move STEWARD_HOME to a larger disk, then run the same command again.',
      },
      { cause: error },
    )
  }
  if (text.startsWith('Out of Memory Error')) {
    return new AppError(
      {
        code: 'memory-full',
        message:
          'The work needs more memory than DuckDB was given, so it was stopped and nothing was changed.',
        remedy:
          'Give it more with STEWARD_MEMORY, for example STEWARD_MEMORY=4GB, and run it again.',
      },
      { cause: error },
    )
  }
  return error
}

/**
 * Runs each call on a connection of its own while others are in use: DuckDB ends a streaming result
 * as soon as its connection starts another statement, so sharing one would lose rows in silence.
 * Calls that follow one another all use the first connection, and so keep its temporary tables.
 */
const connectionsOf = (first: DuckDBConnection, instance: DuckDBInstance): Duck => {
  const connections = [first]
  const idle = [first]
  const take = async (): Promise<DuckDBConnection> => {
    const free = idle.shift()
    if (free) return free
    const further = await instance.connect()
    connections.push(further)
    return further
  }
  const giveBack = (connection: DuckDBConnection): void => {
    if (connection === first) idle.unshift(connection)
    else idle.push(connection)
  }
  const prepare = async (
    connection: DuckDBConnection,
    sql: string,
    params: Parameters,
  ): Promise<DuckDBPreparedStatement> => {
    const statement = await connection.prepare(sql)
    bind(statement, params)
    return statement
  }
  return {
    async all<T extends Row>(sql: string, params: Parameters = {}) {
      const rows: T[] = []
      for await (const chunk of this.chunks<T>(sql, params)) rows.push(...chunk)
      return rows
    },
    async *chunks<T extends Row>(sql: string, params: Parameters = {}) {
      const connection = await take()
      try {
        const statement = await prepare(connection, sql, params)
        const result = await statement.stream()
        const names = result.deduplicatedColumnNames()
        for (;;) {
          const chunk = await result.fetchChunk()
          if (!chunk || chunk.rowCount === 0) break
          const columns = chunk.getColumns()
          yield Array.from({ length: chunk.rowCount }, (_, i) => {
            const row: Row = {}
            for (const [c, name] of names.entries()) row[name] = plain(columns[c]?.[i] ?? null)
            // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the caller names the columns of its own query
            return row as T
          })
        }
        statement.destroySync()
      } catch (error) {
        throw asKnownFailure(error)
      } finally {
        giveBack(connection)
      }
    },
    async run(sql, params = {}) {
      const connection = await take()
      try {
        const statement = await prepare(connection, sql, params)
        const result = await statement.run()
        const counts = result.columnCount === 1 && result.columnTypeId(0) === DuckDBTypeId.BIGINT
        const counted = counts ? (await result.fetchChunk())?.getColumns()[0]?.[0] : undefined
        statement.destroySync()
        return typeof counted === 'bigint' ? Number(counted) : result.rowsChanged
      } catch (error) {
        throw asKnownFailure(error)
      } finally {
        giveBack(connection)
      }
    },
    close() {
      for (const connection of connections) connection.closeSync()
      instance.closeSync()
    },
  }
}

const opened = new Set<string>()

/**
 * Opens DuckDB in memory, or on a file. A file is opened once in a process at a time: a second
 * handle on the same file would lose what the first has committed.
 */
export const openDuck = async (options: DuckOptions): Promise<Duck> => {
  const { file, readOnly = false, memory = '1GB', threads = 2, tmp, onlyFolders } = options
  const { keepsFiles = true } = options
  if (file !== undefined && !readOnly) {
    if (opened.has(file)) throw new Error(`DuckDB file opened twice in one process: ${file}`)
    opened.add(file)
  }
  const release = (): void => {
    if (file !== undefined && !readOnly) opened.delete(file)
  }
  const instance = await DuckDBInstance.create(file ?? ':memory:', {
    memory_limit: memory,
    threads: String(threads),
    temp_directory: tmp,
    enable_external_file_cache: String(keepsFiles),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(readOnly ? { access_mode: 'READ_ONLY' } : {}),
  }).catch((error: unknown) => {
    release()
    throw error
  })
  const connection = await instance.connect()
  if (onlyFolders) {
    await connection.run(`set allowed_directories = [${onlyFolders.map(literal).join(', ')}]`)
    await connection.run('set enable_external_access = false')
    await connection.run('set lock_configuration = true')
  }
  const duck = connectionsOf(connection, instance)
  return {
    ...duck,
    close() {
      duck.close()
      release()
    },
  }
}

const texts = new Map<string, string>()

/** The text of a .sql file that lies beside the module whose `import.meta.url` is given. */
export const sqlFile = (moduleUrl: string, name: string): string => {
  const url = new URL(name, moduleUrl)
  const known = texts.get(url.href)
  if (known !== undefined) return known
  const text = readFileSync(url, 'utf8')
  texts.set(url.href, text)
  return text
}
