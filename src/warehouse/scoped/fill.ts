import { literal, type Duck } from '../../stores/duck.ts'

/** Fills a table from values, by name. */
export const fill = async (duck: Duck, table: string, rows: readonly object[]): Promise<void> => {
  if (rows.length === 0) return
  const columns = await duck.all<{ column_name: string; data_type: string }>(
    `select column_name, data_type from duckdb_columns() where table_name = $table and database_name = 'memory'`,
    { table },
  )
  const types = JSON.stringify([
    Object.fromEntries(columns.map(({ column_name, data_type }) => [column_name, data_type])),
  ])
  await duck.run(
    `insert into ${table} by name select unnest(from_json($rows, ${literal(types)}), recursive := true)`,
    { rows: JSON.stringify(rows) },
  )
}
