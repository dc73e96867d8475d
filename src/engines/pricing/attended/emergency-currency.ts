import type { RulePack } from '../rules.ts'

/**
 * The code at which an emergency attendance is priced: major and single-specialty departments by the
 * HRG itself, minor-injury units at the simplest code, walk-in centres and same-day emergency care
 * at a local price, which is null. A type that the pack does not name is undefined.
 */
export const emergencyCurrency = (
  departmentType: string | null,
  hrg: string,
  pack: Pick<RulePack, 'emergency'>,
): string | null | undefined => {
  const rule = pack.emergency.departmentTypes[departmentType ?? '']
  if (rule === 'own') return hrg
  return rule === 'local' ? null : rule
}
