import type { Duck, Parameters } from '../../stores/duck.ts'

/** The statements of a .sql file: comments taken off, split at each semicolon that ends a line. */
export const statementsOf = (text: string): string[] =>
  text
    .replaceAll(/^\s*--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')

/** Runs every statement of a file in turn, each with those of the parameters that it names. */
export const runAll = async (duck: Duck, text: string, params: Parameters = {}): Promise<void> => {
  for (const statement of statementsOf(text)) {
    const used = Object.entries(params).filter(([name]) =>
      new RegExp(`\\$${name}\\b`).test(statement),
    )
    await duck.run(statement, Object.fromEntries(used))
  }
}

/** Rows to be put into a table of the same column names, many at a time, as JSON that DuckDB takes apart. */
export const insertRows = async (
  duck: Duck,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> => {
  const structure = JSON.stringify([columns])
  for (let from = 0; from < rows.length; from += 10_000) {
    const text = JSON.stringify(rows.slice(from, from + 10_000), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    )
    await duck.run(
      `insert into ${table} by name select each.* from (select unnest(from_json(cast($rows as json), '${structure}')) as each)`,
      { rows: text },
    )
  }
}
