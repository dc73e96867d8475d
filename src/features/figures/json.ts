/** JSON of figures and lines: whole numbers too large for a program's numbers become text. */
export const jsonText = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) => {
    if (typeof value !== 'bigint') return value
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value.toString()
  })
