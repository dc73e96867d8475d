import { refuse, type Refusal } from '../../core/refusal.ts'
import type { ConcernRule } from './rule.ts'
import { findPatientDetails } from './text/patient-details.ts'

/** What was typed, as it was typed. */
export type Typed = {
  kind: string
  title: string
  words: string
  locality: string
  topic: string
  provider: string
  service: string
  /** Ticked: what looked like a date of birth or a postcode is nobody's. */
  checked: boolean
}

/** An idea or concern that may be kept. */
export type Raised = {
  kind: 'idea' | 'concern'
  title: string
  words: string
  group: string
  locality: string
  topic: string
  about: { kind: 'provider' | 'service'; name: string } | null
}

export const longestTitle = 120
export const longestWords = 5000

/** A place as a form offers it. */
type OfferedPlace = { group: string; locality: string }

const wrong = (code: string, message: string, remedy: string, where: string): Refusal =>
  refuse(code, message, remedy, where).refusal

const wordFaults = ({ kind, title, words }: Typed): Refusal[] => [
  ...(kind === 'idea' || kind === 'concern'
    ? []
    : [wrong('kind-missing', 'Say whether it is an idea or a concern.', 'Choose one.', 'kind')]),
  ...(title.trim() === ''
    ? [
        wrong(
          'title-missing',
          'It has no heading.',
          'Write a few words by which others will know it.',
          'title',
        ),
      ]
    : []),
  ...(title.trim().length > longestTitle
    ? [
        wrong(
          'title-too-long',
          `The heading is longer than ${longestTitle} characters.`,
          'Say it in fewer words; the rest belongs below.',
          'title',
        ),
      ]
    : []),
  ...(words.trim() === ''
    ? [
        wrong(
          'words-missing',
          'It does not say what happened or what you propose.',
          'Write a sentence or two.',
          'words',
        ),
      ]
    : []),
  ...(words.length > longestWords
    ? [
        wrong(
          'words-too-long',
          `The text is longer than ${longestWords} characters.`,
          'Shorten it; more can be added when it is looked into.',
          'words',
        ),
      ]
    : []),
]

const choiceFaults = (
  { locality, topic, provider, service }: Typed,
  rule: ConcernRule,
  places: readonly OfferedPlace[],
  providers: readonly string[],
): Refusal[] => [
  ...(places.some((place) => place.locality === locality)
    ? []
    : [
        wrong(
          'locality-missing',
          'No locality is chosen.',
          'Choose the locality whose meeting should take it.',
          'locality',
        ),
      ]),
  ...(rule.topics.includes(topic)
    ? []
    : [wrong('topic-missing', 'No topic is chosen.', 'Choose the nearest.', 'topic')]),
  ...(provider !== '' && !providers.includes(provider)
    ? [
        wrong(
          'provider-unknown',
          'That provider is not in the list.',
          'Choose one from the list, or name the service instead.',
          'provider',
        ),
      ]
    : []),
  ...(service.length > longestTitle
    ? [
        wrong(
          'service-too-long',
          `The name of the service is longer than ${longestTitle} characters.`,
          'Shorten it.',
          'service',
        ),
      ]
    : []),
]

/** What in the texts could name a patient: refusals, and what must be confirmed as nobody's. */
export const patientFaults = (
  texts: Readonly<Record<string, string>>,
  today: string,
  checked: boolean,
): { refusals: Refusal[]; warnings: string[] } => {
  const found = Object.entries(texts).map(([where, text]) => ({
    where,
    ...findPatientDetails(text, today, where),
  }))
  const warned = found.find(({ warnings }) => warnings.length > 0)
  const warnings = [...new Set(found.flatMap((each) => each.warnings))]
  const refusals = found.flatMap(({ refusal }) => refusal ?? [])
  if (warned && !checked) {
    refusals.push(
      wrong(
        'patient-perhaps-identified',
        warnings.join(' '),
        'Take it out, or tick the box to say that it is no patient’s.',
        'checked',
      ),
    )
  }
  return { refusals, warnings }
}

/**
 * Whether what was typed may be kept: every fault at once, each at its field. Refusals: kind-missing,
 * title-missing, words-missing, locality-missing, topic-missing, provider-unknown, patient-identified,
 * patient-perhaps-identified and the texts that are too long.
 */
export const decideRaised = (
  typed: Typed,
  rule: ConcernRule,
  places: readonly OfferedPlace[],
  providers: readonly string[],
  today: string,
): { raised: Raised } | { refusals: Refusal[] } => {
  const { title, words, service, provider } = typed
  const { refusals: named } = patientFaults({ title, words, service }, today, typed.checked)
  const refusals = [...wordFaults(typed), ...choiceFaults(typed, rule, places, providers), ...named]
  const place = places.find(({ locality }) => locality === typed.locality)
  if (refusals.length > 0 || !place) return { refusals }
  return {
    raised: {
      kind: typed.kind === 'idea' ? 'idea' : 'concern',
      title: title.trim(),
      words: words.trim(),
      ...place,
      topic: typed.topic,
      about:
        provider !== ''
          ? { kind: 'provider', name: provider }
          : service.trim() !== ''
            ? { kind: 'service', name: service.trim() }
            : null,
    },
  }
}
