import type { Measure } from '../measures/measures.ts'
import type { Asked, Variation } from '../variation/variation.ts'
import type { Topic } from './definition.ts'
import type { Prevalence } from './prevalence.ts'

/** One measure of a topic: this year and the year before. */
export type TopicLine = { now: Variation; before: number | null; explained: number }

/** What the page of a topic shows. */
export type TopicView = {
  build: { id: string; asAt: string }
  topic: Topic
  asked: Asked
  name: string
  /** The registers of the topic that are loaded. */
  prevalence: readonly Prevalence[]
  sections: readonly { title: string; lines: readonly TopicLine[]; absent: readonly Measure[] }[]
}
