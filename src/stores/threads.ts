import type { Duck } from './duck.ts'

/**
 * Does some work while DuckDB has one thread, then gives it back those that it had. The threads that end give
 * back the memory that they held on to for their next rows.
 */
export const onOneThread = async <T>(duck: Duck, work: () => Promise<T>): Promise<T> => {
  const [set] = await duck.all<{ threads: number }>(
    "select cast(current_setting('threads') as integer) as threads",
  )
  await duck.run('set threads = 1')
  try {
    return await work()
  } finally {
    await duck.run(`set threads = ${set?.threads ?? 1}`)
  }
}

/** Lets DuckDB's threads end and others begin, for the memory that they held on to. */
export const restThreads = (duck: Duck): Promise<void> => onOneThread(duck, async () => {})
