// Interleaved rounds: every contender once in each of them, so that whatever slows the machine down
// for a while slows all of them down alike.

/** One sample of what is measured. */
export type Sample<T> = () => T | Promise<T>

/**
 * Takes samples of every contender, round after round, each round beginning with another one.
 *
 * @returns the samples of each contender, by its name
 */
export async function interleaved<T>(
  contenders: ReadonlyMap<string, Sample<T>>,
  rounds: number,
): Promise<Map<string, T[]>> {
  const taken = new Map<string, T[]>([...contenders.keys()].map((name) => [name, []]))
  const all = [...contenders]
  for (let round = 0; round < rounds; round += 1) {
    const first = round % all.length
    for (const [name, sample] of [...all.slice(first), ...all.slice(0, first)]) {
      taken.get(name)?.push(await sample())
    }
  }
  return taken
}

/** The middle one of some numbers, or what is half-way between the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  if (low === undefined || high === undefined) throw new Error('no median of no numbers')
  return (low + high) / 2
}

/** ms that something takes. */
export async function timed(run: () => unknown): Promise<number> {
  const begun = performance.now()
  await run()
  return performance.now() - begun
}

/** A sample of ms for one run, from as many runs as take about `patience` ms. */
export function timeOfOne(run: () => unknown, patience: number): Sample<number> {
  let runs = 1
  return async () => {
    const total = await timed(async () => {
      for (let left = runs; left > 0; left -= 1) await run()
    })
    const one = total / runs
    runs = Math.max(1, Math.round(patience / one))
    return one
  }
}
