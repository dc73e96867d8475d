import type { Served } from './served.ts'

const kept = new WeakMap<Served['duck'], Map<string, Map<string, Promise<unknown>>>>()

/**
 * The answer to a question that depends on the build and what the key says alone, asked once for each build
 * and cut of it: a build never changes, so nothing kept can be stale. The key's first word names the
 * question, of which at most `most` answers are kept: those longest not asked for leave first, and all of
 * them with the build.
 */
export const perBuild = async <T>(
  served: Served,
  key: string,
  ask: () => Promise<T>,
  most = 400,
): Promise<T> => {
  const questions = kept.get(served.duck) ?? new Map<string, Map<string, Promise<unknown>>>()
  kept.set(served.duck, questions)
  const [question = ''] = key.split(' ', 1)
  const answers = questions.get(question) ?? new Map<string, Promise<unknown>>()
  questions.set(question, answers)
  // The key names the question, and a question has one type of answer.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const answer = (answers.get(key) as Promise<T> | undefined) ?? ask()
  answers.delete(key)
  answers.set(key, answer)
  answer.catch(() => {
    if (answers.get(key) === answer) answers.delete(key)
  })
  const oldest = answers.keys().next()
  if (answers.size > most && !oldest.done) answers.delete(oldest.value)
  return answer
}
