import type { Append, AppendResult } from './append.ts'

interface Waiting {
  readonly append: Append
  readonly resolve: (result: AppendResult) => void
  readonly reject: (cause: unknown) => void
}

const batchSize = 64

/**
 * Collects appends that arrive while one batch is being written and writes them together in the
 * next: one commit to the disk serves many. Order of arrival is kept for each record.
 */
export const createAppendQueue = (
  writeBatch: (batch: readonly Append[]) => Promise<readonly AppendResult[]>,
) => {
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined

  const run = async () => {
    // Give requests of the same turn of the event loop the chance to share the commit.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const { now, later } = nextBatch(waiting)
      waiting = [...later]
      await settle(now, writeBatch)
    }
  }

  return {
    push: (append: Append): Promise<AppendResult> =>
      new Promise((resolve, reject) => {
        waiting.push({ append, resolve, reject })
        running ??= run().finally(() => {
          running = undefined
        })
      }),
    /** Resolves when everything pushed so far is written or refused. */
    drain: async () => {
      while (running !== undefined) await running
    },
  }
}

/** As many as fit, no record twice, none that relies on a record written in the same batch. */
const nextBatch = (waiting: readonly Waiting[]) => {
  const now: Waiting[] = []
  const later: Waiting[] = []
  const touched = new Set<string>()
  const keys = new Set<string>()
  for (const one of waiting) {
    const { from, read, key } = one.append
    const clash =
      touched.has(from.stream) ||
      read.some(({ stream }) => touched.has(stream)) ||
      (key !== undefined && keys.has(key.key))
    if (clash || now.length >= batchSize) later.push(one)
    else now.push(one)
    touched.add(from.stream)
    for (const { stream } of read) touched.add(stream)
    if (key !== undefined) keys.add(key.key)
  }
  return { now, later }
}

const settle = async (
  batch: readonly Waiting[],
  writeBatch: (batch: readonly Append[]) => Promise<readonly AppendResult[]>,
): Promise<void> => {
  try {
    const results = await writeBatch(batch.map(({ append }) => append))
    batch.forEach(({ resolve, reject }, index) => {
      const result = results[index]
      if (result === undefined) reject(new Error('The batch gave fewer answers than questions.'))
      else resolve(result)
    })
  } catch (cause) {
    if (batch.length === 1) {
      for (const { reject } of batch) reject(cause)
      return
    }
    // One bad append (another process used its key first, say) must not refuse its neighbours.
    for (const one of batch) await settle([one], writeBatch)
  }
}
