import { Worker } from 'node:worker_threads'
import type { Progress } from '../core/progress.ts'
import type { County } from './county/county.ts'
import type { Job, JobResult } from './jobs.ts'
import { doJob } from './jobs.ts'

type Report = { index: number; result: JobResult }

/** Does all jobs, here or on worker threads; results stand in the order of the jobs whoever did them. */
export const doJobs = async (
  county: County,
  jobs: readonly Job[],
  threads: number,
  onProgress: Progress,
): Promise<JobResult[]> => {
  const results: JobResult[] = []
  let done = 0
  const keep = ({ index, result }: Report): void => {
    results[index] = result
    onProgress('sample world', ++done, jobs.length)
  }
  if (threads < 2) {
    for (const [index, job] of jobs.entries()) {
      keep({ index, result: doJob(county, job) })
      // Let a progress bar be drawn between two jobs.
      await new Promise((resolve) => setImmediate(resolve))
    }
    return results
  }
  let next = 0
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: county })
      const give = (): void => {
        if (next >= jobs.length) {
          void worker.terminate().then(() => resolve())
          return
        }
        const index = next++
        worker.postMessage({ index, job: jobs[index] }, [])
      }
      worker.on('message', (report: Report) => {
        keep(report)
        give()
      })
      worker.on('error', reject)
      give()
    })
  await Promise.all(Array.from({ length: Math.min(threads, jobs.length) }, work))
  return results
}
