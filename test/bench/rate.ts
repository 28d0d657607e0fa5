export interface Rate {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
}

/** How often the work is done in a second by so many at once, after up to a second to get warm. */
export const measureRate = async (
  concurrency: number,
  seconds: number,
  work: (worker: number) => Promise<unknown>,
): Promise<Rate> => {
  await runFor(concurrency, Math.min(1, seconds), work)
  const began = performance.now()
  const times = await runFor(concurrency, seconds, work)
  const took = (performance.now() - began) / 1_000
  return {
    perSecond: times.length / took,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
  }
}

const runFor = async (
  concurrency: number,
  seconds: number,
  work: (worker: number) => Promise<unknown>,
): Promise<readonly number[]> => {
  const end = performance.now() + seconds * 1_000
  const times: number[] = []
  const loop = async (worker: number) => {
    for (let now = performance.now(); now < end; ) {
      await work(worker)
      const done = performance.now()
      times.push(done - now)
      now = done
    }
  }
  await Promise.all(Array.from({ length: concurrency }, (_, worker) => loop(worker)))
  return times
}

export const percentile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(Math.floor(sorted.length * part), sorted.length - 1)] ?? Number.NaN
}
