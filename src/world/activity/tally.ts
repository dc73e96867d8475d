/** Activity and pence sent, by provider, point of delivery, specialty and tariff code: what the hospitals' contract lines repeat. */
export type Tally = {
  add(provider: string, pod: string, specialty: string, code: string, pence: number): void
  entries(): [key: string, activity: number, pence: number][]
}

export const makeTally = (): Tally => {
  const sums = new Map<string, [number, number]>()
  return {
    add: (provider, pod, specialty, code, pence) => {
      const key = `${provider}|${pod}|${specialty}|${code}`
      const sum = sums.get(key)
      if (sum) {
        sum[0]++
        sum[1] += pence
      } else sums.set(key, [1, pence])
    },
    entries: () =>
      [...sums]
        .map(([key, [activity, pence]]): [string, number, number] => [key, activity, pence])
        .sort((a, b) => (a[0] < b[0] ? -1 : 1)),
  }
}
