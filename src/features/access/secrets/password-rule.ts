import { accept, refuse, type Result } from '../../../core/refusal.ts'
import { likelyWords } from './likely-words.ts'

/** The shortest and the longest password, in characters. */
export const passwordLength = { least: 12, most: 256 } as const

const alike: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '8': 'b',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

const trimmed = (text: string): string => text.replace(/^[^a-z]+|[^a-z]+$/g, '')

/** The words that a password may stand for: signs at its ends taken off, look-alikes read as letters. */
const readings = (password: string): string[] => {
  const small = password.normalize('NFKC').toLowerCase()
  const letters = (text: string): string => text.replace(/[^a-z]/g, '')
  const read = (text: string): string =>
    text.replace(/[@4831!0$57]/g, (sign) => alike[sign] ?? sign)
  return [letters(small), letters(read(trimmed(small))), letters(read(small))]
}

/** Whether a text is nothing but known words, at most three, one after the other. */
const isWords = (text: string, known: ReadonlySet<string>, left = 3): boolean => {
  if (text === '') return true
  if (left === 0) return false
  for (let end = text.length; end >= 3; end -= 1)
    if (known.has(text.slice(0, end)) && isWords(text.slice(end), known, left - 1)) return true
  return false
}

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** Whether nearly every character only follows its neighbour, on a keyboard or in the alphabet, or repeats it. */
const isRun = (text: string): boolean => {
  let steps = 0
  for (let i = 1; i < text.length; i += 1) {
    const pair = text.slice(i - 1, i + 1)
    const back = `${pair[1]}${pair[0]}`
    if (pair[0] === pair[1] || rows.some((row) => row.includes(pair) || row.includes(back)))
      steps += 1
  }
  return steps >= (text.length - 1) * 0.75
}

const differing = (text: string): number => new Set(text).size

/**
 * Whether a password may be chosen: long enough, and none that is tried first. As the National Cyber
 * Security Centre advises there is no rule about capitals, digits or signs, and no end date.
 *
 * @param about words that others know of the person: name, mail address
 */
export const checkPassword = (
  password: string,
  about: readonly string[],
  where = 'password',
): Result<string> => {
  const { least, most } = passwordLength
  const { length } = Array.from(password)
  if (length === 0)
    return refuse(
      'password-missing',
      'Enter a password.',
      'Three random words make a good one.',
      where,
    )
  if (length < least)
    return refuse(
      'password-short',
      `The password has ${length} characters and needs at least ${least}.`,
      'Three random words make a good one.',
      where,
    )
  if (length > most)
    return refuse(
      'password-long',
      `The password is longer than ${most} characters.`,
      'Choose a shorter one.',
      where,
    )
  const own = about
    .flatMap((text) => text.toLowerCase().split(/[^a-z]+/))
    .filter((word) => word.length > 2)
  const known = new Set([...likelyWords, ...own])
  const small = password.toLowerCase()
  const isCommon =
    isRun(small) ||
    differing(small) < 5 ||
    readings(password).some((text) => text.length >= 3 && isWords(text, known)) ||
    readings(password).every((text) => text.length < 3)
  return isCommon
    ? refuse(
        'password-common',
        'This password is among those that are tried first.',
        'Choose three random words that do not belong together.',
        where,
      )
    : accept(password)
}
