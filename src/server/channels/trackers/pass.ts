import { z } from 'zod'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal } from '../../../kernel/result.ts'
import { type Instant, instantOf, millisecondsOf, parseInstant } from '../../../kernel/time.ts'
import type { Issue } from '../../../kernel/tracker.ts'
import type { Parts } from '../../parts.ts'
import type { Probes } from '../channel.ts'
import { keptPosition } from '../position.ts'
import { type Look, takeIn } from './take-in.ts'

const moment = z.string().transform((text, context): Instant => {
  const instant = parseInstant(text)
  if (!isRefusal(instant)) return instant
  context.addIssue({ code: 'custom', message: instant.message })
  return z.NEVER
})
const positionSchema = z.object({
  /** What it is a position in: other settings mean another list. */
  of: z.string(),
  since: moment,
  /** When all of the list was last gone through. */
  wholeAt: moment,
})

/** Looked at again each time, since a tracker's search may lag behind its own clock: milliseconds. */
const overlap = 300_000
/** A look at the whole list, whatever a clock or a search has hidden: milliseconds. */
const wholeEvery = 86_400_000

/**
 * One look at a tracker, from where the last complete one began. An issue that cannot be taken in
 * does not keep the others out; the position then stays, and the next look tries it again.
 */
export const createPass = (
  parts: Parts,
  look: Look,
  probes: Probes,
  stopped: () => boolean,
): (() => Promise<void>) => {
  const { tracker, settings } = look
  const position = keptPosition(parts.settings.dataDir, tracker.system, positionSchema)
  const of = JSON.stringify([
    settings.url,
    settings.kind === 'github' ? settings.repository : settings.project,
    settings.label,
    settings.from ?? null,
  ])
  const first = settings.from === undefined ? null : (`${settings.from}T00:00:00.000Z` as Instant)

  /** Answers why files of it still wait. */
  const takeOne = async (issue: Issue, patience: number): Promise<readonly unknown[]> => {
    if (issue.key !== settings.probeIssue) return takeIn(parts, { ...look, patience }, issue)
    for (const { text } of await tracker.comments(issue.key)) if (probes.take(text)) break
    return []
  }

  return async () => {
    const kept = await position.read()
    const now = parts.clock()
    const last = kept?.of === of ? kept : undefined
    const isWhole = last === undefined || now - millisecondsOf(last.wholeAt) >= wholeEvery
    const since = isWhole ? first : last.since
    const failures: unknown[] = []
    const waiting: unknown[] = []
    let began: Instant | undefined
    let next: string | undefined
    for (let page = 0; ; page++) {
      if (page >= limits.tracker.pages)
        throw new Error(
          `More than ${limits.tracker.pages * limits.tracker.page} issues bear the label. Set "from" to the day from which they matter.`,
        )
      const found = await tracker.list({ since, ...(next === undefined ? {} : { next }) })
      began ??= found.at
      for (const issue of found.issues) {
        if (stopped()) return
        try {
          waiting.push(...(await takeOne(issue, look.patience - waiting.length)))
        } catch (cause) {
          failures.push(cause)
          if (failures.length > mostFailures) throw cause
        }
      }
      if (found.next === null) break
      next = found.next
    }
    if (failures.length + waiting.length > 0)
      throw new AggregateError(
        [...failures, ...waiting.slice(0, mostFailures)],
        `${failures.length} issues could not be taken in, and ${waiting.length} files of issues not be fetched.`,
      )
    await position.write({
      of,
      since: instantOf(millisecondsOf(began) - overlap),
      wholeAt: isWhole ? instantOf(now) : last.wholeAt,
    })
  }
}

/** So many, and it is the tracker that fails, not an issue. */
const mostFailures = 5
