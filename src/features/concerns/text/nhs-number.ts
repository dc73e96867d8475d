/** Weighted sum of the first nine digits, 10 down to 2; the tenth is 11 less its remainder by 11, where 11 counts as 0 and 10 is never given. */
const isValid = (ten: string): boolean => {
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(ten[i]) * (10 - i)
  const check = (11 - (sum % 11)) % 11
  return check !== 10 && check === Number(ten[9])
}

const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
/** Digits with what people put between them: a space of any kind or one mark, never a line of its own or a comma. */
const run = /\d(?:[^\S\n]{0,2}[-–—‑.\u00b7_/:]?[^\S\n]{0,2}\d|[^\S\n]{0,2}\n[^\S\n]{0,2}\d)*/g

/** The groups that are left of a run once a telephone number with the country's code at its start is taken away. */
const withoutTelephone = (groups: readonly string[], before: string): readonly string[] => {
  const length = (before + groups.join('')).startsWith('+44')
    ? 12
    : groups[0]?.startsWith('0044')
      ? 14
      : 0
  if (length === 0 || groups.join('').length < length) return groups
  let [digits, at] = [0, 0]
  while (digits < length) digits += groups[at++]?.length ?? 1
  return groups.slice(at)
}

/** Whether groups that follow each other make ten digits with a valid check digit. */
const holdsNumber = (groups: readonly string[]): boolean =>
  groups.some((_, start) => {
    let digits = ''
    for (let end = start; end < groups.length && digits.length < 10; end++) digits += groups[end]
    return digits.length === 10 && isValid(digits)
  })

/**
 * The lines of a text, counted from 1, on which an NHS number begins or may begin: ten digits with a
 * valid check digit (modulus 11), in one piece or with spaces, dashes or full stops between any of
 * them. One in eleven other numbers of ten digits looks like one too. Source: NHS Data Model and
 * Dictionary, NHS NUMBER.
 */
export const nhsNumberLines = (text: string): number[] => {
  const plain = text.normalize('NFKC').replace(invisible, '')
  const lines = [...plain.matchAll(run)].flatMap((found) => {
    const groups = found[0].match(/\d+/g) ?? []
    const before = plain[found.index - 1] ?? ''
    return holdsNumber(withoutTelephone(groups, before))
      ? [plain.slice(0, found.index).split('\n').length]
      : []
  })
  return [...new Set(lines)]
}
