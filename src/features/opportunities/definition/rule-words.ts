import { html, type Html } from '../../../ui/html.ts'
import type { Range, Rule, Test } from '../../../warehouse/opportunities/definition.ts'
import { partName } from '../words.ts'

const span = ({ min, max }: Range): string => {
  if (min === max) return String(min)
  if (min === null) return `at most ${max}`
  return max === null ? `at least ${min}` : `${min} to ${max}`
}

const field = (name: string): string => name.replace('earlier.', 'earlier ').replaceAll('_', ' ')

const testWords = (test: Test): string => {
  switch (test.test) {
    case 'from':
      return `${field(test.field)} ${span(test.range)}`
    case 'empty':
      return `no ${field(test.field)}`
    case 'present':
      return `${field(test.field)} is recorded`
    case 'listed':
      return `${field(test.field)} is on the list ${test.table} (${field(test.column)} ${test.value})`
    case 'above':
      return `${field(test.field)} is above the ${field(test.column)} of its ${test.key.toUpperCase()}`
    case 'days':
      return `days from ${field(test.from)} to ${field(test.to)}: ${span(test.range)}`
    case 'begins':
      return `${field(test.field)} begins with ${test.codes.join(', ')}`
    case 'begins-not':
      return `${field(test.field)} is recorded and does not begin with ${test.codes.join(', ')}`
    case 'is':
      return `${field(test.field)} is ${test.codes.join(', ')}`
    case 'is-not':
      return `${field(test.field)} is recorded and is not ${test.codes.join(', ')}`
    case 'only':
    default:
      return `${field(test.field)} holds nothing but ${test.codes.join(', ')}`
  }
}

const one = (rule: Rule): Html => {
  if ('test' in rule) return html`${testWords(rule)}`
  if ('not' in rule) return html`not: ${one(rule.not)}`
  if ('all' in rule)
    return html`${rule.part !== undefined && html`<strong>${partName(rule.part)}</strong>: `}all of
    ${ruleWords(rule.all)}`
  if ('any' in rule)
    return html`${rule.part !== undefined && html`<strong>${partName(rule.part)}</strong>: `}any of
    ${ruleWords(rule.any)}`
  if ('earlier' in rule) {
    const { least, of, which, when } = rule.earlier
    return html`the same person has at least ${least} earlier
    ${of === 'spells' ? 'spells' : 'attendances'}: ${ruleWords([...(which ? [which] : []), when])}`
  }
  return html`points of ${rule.points.table.replaceAll('-', ' ')} over the codes of this and earlier
  spells, in tenths: ${span(rule.points.sum)}`
}

/** A rule in words, test by test, as a list. */
export const ruleWords = (rules: readonly Rule[]): Html =>
  html`<ul class="nhsuk-list nhsuk-list--bullet">
    ${rules.map((rule) => html`<li>${one(rule)}</li>`)}
  </ul>`
