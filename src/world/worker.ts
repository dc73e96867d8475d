import { parentPort, workerData } from 'node:worker_threads'
import type { County } from './county/county.ts'
import type { Job } from './jobs.ts'
import { doJob } from './jobs.ts'

const county: County = workerData
parentPort?.on('message', ({ index, job }: { index: number; job: Job }) => {
  parentPort?.postMessage({ index, result: doJob(county, job) }, [])
})
