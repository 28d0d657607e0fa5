import type { FastifyBaseLogger } from 'fastify'

/** Looks after something again and again while the server runs. */
export interface Keeper {
  /** A round now, behind the one that may be under way; never rejects. */
  keep(): Promise<void>
  stop(): Promise<void>
}

interface Rounds {
  /** Milliseconds between two rounds. */
  readonly every: number
  /** What the log says of a round that failed; the next one tries again. */
  readonly failed: string
  readonly log: FastifyBaseLogger
}

/** `round` may ask whether the server is stopping, where it is long. */
export const createKeeper = (
  { every, failed, log }: Rounds,
  round: (stopping: () => boolean) => Promise<void>,
): Keeper => {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  const keep = (): Promise<void> => {
    running = running
      .then(() => round(() => stopped))
      .catch((cause: unknown) => log.error({ err: cause }, failed))
    return running
  }
  const timer = setInterval(keep, every)
  timer.unref()
  return {
    keep,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

/** Several that are kept one after the other. */
export const together = (...keepers: readonly Keeper[]): Keeper => ({
  keep: async () => {
    for (const { keep } of keepers) await keep()
  },
  stop: async () => {
    for (const { stop } of keepers) await stop()
  },
})
