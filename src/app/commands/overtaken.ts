import { basename } from 'node:path'
import { formatDate } from '../../core/month.ts'
import { currentParts, type LoadRecord } from '../../stores/lake.ts'

/** Files just loaded that count in no figure, because a newer extract of the same was loaded before them. */
export const overtaken = (
  all: readonly LoadRecord[],
  brought: readonly LoadRecord[],
): { file: string; text: string }[] => {
  const inUse = currentParts(all)
  return brought.flatMap(({ id, sequence, extractDate, feed, parts, file }) => {
    if (inUse.some(({ load }) => load.id === id)) return []
    const newer = inUse.find(
      ({ load, part }) =>
        load.feed === feed &&
        load.sequence < sequence &&
        parts.some((own) => own.period === part.period && own.part === part.part),
    )?.load
    if (!newer?.extractDate || extractDate === null) return []
    const name = basename(file.path)
    return [
      {
        file: name,
        text: `${name} is an extract of ${formatDate(extractDate)}; that of ${formatDate(newer.extractDate)}, loaded before, is newer and stays in use.`,
      },
    ]
  })
}
