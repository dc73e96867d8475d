const small = new Set(
  'a an and are as at be been but by can do for from had has have he her his how i if in into is it its me my no not of on or our out she so some than that the their them then there they this to too up us was we were what when which who why will with would you your patient patients practice gp'.split(
    ' ',
  ),
)

/** A word without its commonest endings, so that "waits", "waiting" and "waited" count as one. */
const stem = (word: string): string => {
  const cut = word.replace(/(?:ings?|ied|ies|ed|es|s)$/, '')
  return cut.length >= 3 ? cut : word
}

/** The words that carry a text, stemmed, with how often each stands in it. */
export const termsOf = (text: string): Map<string, number> => {
  const terms = new Map<string, number>()
  const found = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .match(/[a-z][a-z']+/g)
  for (const word of found ?? []) {
    if (small.has(word)) continue
    const term = stem(word.replace(/'s?$/, ''))
    terms.set(term, (terms.get(term) ?? 0) + 1)
  }
  return terms
}

type Weighed = { weights: Map<string, number>; length: number }

/** Each term's count, damped, times how rare it is among the texts: (1 + ln count) × ln(1 + texts / texts with it). */
const weigh = (terms: Map<string, number>, texts: number, among: Map<string, number>): Weighed => {
  const weights = new Map<string, number>()
  let squares = 0
  for (const [term, count] of terms) {
    const weight = (1 + Math.log(count)) * Math.log(1 + texts / (among.get(term) ?? 1))
    weights.set(term, weight)
    squares += weight * weight
  }
  return { weights, length: Math.sqrt(squares) }
}

const cosine = (a: Weighed, b: Weighed): number => {
  if (a.length === 0 || b.length === 0) return 0
  let product = 0
  for (const [term, weight] of a.weights) product += weight * (b.weights.get(term) ?? 0)
  return product / (a.length * b.length)
}

/** A text to be compared, with what it is about where that is known. */
export type Comparable = { id: number; text: string; about: string | null }

/**
 * Which of the others read like this one, most alike first: the cosine between their words, weighted
 * by how rare each is, from 0 (no word in common) to 1 (the same words). Two about the same provider or
 * service are brought a fifth of the way nearer to 1, and only where they share a word at all.
 */
export const alike = (
  one: Comparable,
  others: readonly Comparable[],
  atLeast: number,
): { id: number; likeness: number }[] => {
  const compared = others.filter(({ id }) => id !== one.id)
  const terms = new Map([one, ...compared].map((each) => [each.id, termsOf(each.text)]))
  const among = new Map<string, number>()
  for (const each of terms.values())
    for (const term of each.keys()) among.set(term, (among.get(term) ?? 0) + 1)
  const weighed = (id: number): Weighed => weigh(terms.get(id) ?? new Map(), terms.size, among)
  const mine = weighed(one.id)
  return compared
    .map(({ id, about }) => {
      const words = cosine(mine, weighed(id))
      const same = about !== null && about === one.about && words > 0
      return { id, likeness: same ? words + (1 - words) / 5 : words }
    })
    .filter(({ likeness }) => likeness >= atLeast)
    .toSorted((a, b) => b.likeness - a.likeness || a.id - b.id)
}
