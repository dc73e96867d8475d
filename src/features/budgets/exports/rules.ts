import type { BudgetRules } from '../../../engines/capitation/rules.ts'
import type { Sheet } from '../../../ui/xlsx.ts'
import { parameterName } from '../pages/parts.ts'
import { parametersOf } from '../pages/rules-page.ts'

/** Every parameter of a rule pack with its status and source; an assumed one has no value of its own. */
export const ruleSheet = (pack: BudgetRules): Sheet => ({
  name: 'Parameters',
  rows: [
    ['pack', 'parameter', 'value', 'status', 'source'],
    ...parametersOf(pack).map(({ name, value, status, source }) => [
      pack.id,
      parameterName(name),
      status === 'assumed' ? null : value,
      status,
      source,
    ]),
  ],
})
