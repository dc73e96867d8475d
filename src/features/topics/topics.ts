/** Topics: one condition over prescribing, outpatients, admissions and cost. */
export { loadTopics, topicSchema, type Topic } from './definition.ts'
export { topicAnswerSchema } from './open-api.ts'
export { rights, routes } from './routes.ts'
