import type { Channel } from '../channel.ts'

/** What became of one self-test. */
export interface ProbeOutcome {
  readonly ok: boolean
  /** What failed, for people; empty where it went well. */
  readonly detail: string
}

/** A channel that answers neither way must not hold up the others: milliseconds. */
const patience = 60_000

/** Runs the probe and turns whatever becomes of it into an outcome; never throws. */
export const runProbe = async (channel: Channel): Promise<ProbeOutcome> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`It gave no answer within ${patience / 1_000} s.`)),
      patience,
    )
    timer.unref()
  })
  try {
    await Promise.race([channel.probe(), late])
    return { ok: true, detail: '' }
  } catch (cause) {
    return { ok: false, detail: told(cause) }
  } finally {
    clearTimeout(timer)
  }
}

/** A failure in words that fit the record: `fetch` and others hide the reason in the cause. */
export const told = (cause: unknown): string => {
  const own = cause instanceof Error ? cause.message : String(cause)
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : ''
  const text = [own, inner].filter((each) => each !== '').join(' ')
  return (text === '' ? 'It failed without a reason.' : text).slice(0, 1_000).toWellFormed()
}
