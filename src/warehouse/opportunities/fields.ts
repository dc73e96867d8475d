import type { Base, Definition, RecordSet, Rule } from './definition.ts'

const fieldsOfRule = (rule: Rule, bases: ReadonlyMap<string, Base>): string[] => {
  const own = (rules: readonly Rule[]): string[] => rules.flatMap((one) => fieldsOfRule(one, bases))
  if ('all' in rule) return own(rule.all)
  if ('any' in rule) return own(rule.any)
  if ('not' in rule) return fieldsOfRule(rule.not, bases)
  if ('earlier' in rule) {
    const { of, base, which, when } = rule.earlier
    const about = [
      ...(base === null ? [] : (bases.get(base)?.where ?? [])),
      ...(which ? [which] : []),
    ]
    return ['person', ...(of === 'spells' ? own(about) : own(about)), ...fieldsOfRule(when, bases)]
  }
  if ('points' in rule)
    return ['person', rule.points.codes, ...fieldsOfRule(rule.points.earlier, bases)]
  if (rule.test === 'days') return [rule.from, rule.to].map((name) => name.replace('earlier.', ''))
  return rule.test === 'above' ? [rule.field, rule.key] : [rule.field]
}

/** Every field that a definition reads: for who is meant, which records count, and the rate. */
export const fieldsOf = (definition: Definition, bases: ReadonlyMap<string, Base>): string[] => {
  const { where, base, share, rate } = definition
  const rules = [...where, ...(bases.get(base)?.where ?? []), ...(rate.of ? [rate.of] : [])]
  return [
    ...new Set([
      ...rules.flatMap((rule) => fieldsOfRule(rule, bases)),
      ...(share ? [share.codes] : []),
      ...(share?.by.includes('outcome') ? ['discharge_method'] : []),
    ]),
  ].sort()
}

const setsOfRule = (rule: Rule): RecordSet[] => {
  if ('all' in rule) return rule.all.flatMap(setsOfRule)
  if ('any' in rule) return rule.any.flatMap(setsOfRule)
  if ('not' in rule) return setsOfRule(rule.not)
  return 'earlier' in rule ? [rule.earlier.of, ...setsOfRule(rule.earlier.when)] : []
}

/** The sets of records that a definition reads: its own, and those in which it looks for something earlier. */
export const setsOf = ({ of, where, rate }: Definition): RecordSet[] => [
  ...new Set([of, ...[...where, ...(rate.of ? [rate.of] : [])].flatMap(setsOfRule)]),
]
