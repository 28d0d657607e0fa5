import type { SourceState } from '../../documents/index.ts'
import { DriveError } from '../../kernel/drive.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { instantOf, millisecondsOf, parseInstant } from '../../kernel/time.ts'
import { alone } from '../alone.ts'
import { createKeeper, type Keeper } from '../keeper.ts'
import type { Parts } from '../parts.ts'
import type { Typed } from '../wiring/records.ts'
import { disconnectOthers, issueForSource, keepSource, sourceNamed } from './source-records.ts'
import type { SourceSettings } from './source-settings.ts'
import { syncSource } from './sync.ts'

const minute = 60_000
/** Between two looks at what is due; whoever asks for a sync waits no longer. */
const every = 3_000
/** After a failure a source is tried again sooner than its interval. */
const sooner = 10 * minute

/**
 * Looks at each source when its interval is over or somebody asks. Of several server processes one
 * does it at a time. A source that fails keeps no other from being looked at.
 */
export const createSourceKeeper = (parts: Parts): Keeper => {
  /** When this process last tried, in milliseconds: a repeated failure is no new fact. */
  const tried = new Map<string, number>()
  let stopped = false
  let named = false

  const isDue = (
    { everyMinutes, name }: SourceSettings,
    { state }: Typed<SourceState>,
  ): boolean => {
    const synced = state.lastSync === null ? 0 : momentOf(state.lastSync.at)
    const last = Math.max(synced, tried.get(name) ?? 0)
    if (state.asked !== null || last === 0) return true
    const interval = everyMinutes * minute
    return parts.clock() - last >= (state.failing === null ? interval : Math.min(interval, sooner))
  }

  const sync = async (settings: SourceSettings, source: Typed<SourceState>): Promise<void> => {
    const startedAt = instantOf(parts.clock())
    const drive = parts.sources.drive(settings.name)
    if (drive === undefined) return
    try {
      await syncSource({ parts, settings, drive, source, stopping: () => stopped })
    } catch (cause) {
      if (stopped) return
      if (!(cause instanceof DriveError))
        parts.log.error({ err: cause, source: settings.name }, 'a source could not be looked at')
      const known = cause instanceof DriveError
      await issueForSource(parts, 'source', 'record-failure', source.stream, {
        startedAt,
        reason: (known ? cause.message : unexpected(cause)).slice(0, limits.text.paragraph),
        next: known ? cause.next : 'Look into the log of the server; the next look tries again.',
      })
    } finally {
      tried.set(settings.name, parts.clock())
    }
  }

  const round = async (): Promise<void> => {
    const { settings: all } = parts.sources
    if (all.length === 0 && named) return
    for (const settings of all) {
      if (stopped) return
      const known = named ? await sourceNamed(parts, settings.name) : undefined
      const source = known ?? (await keepSource(parts, settings))
      if (!isDue(settings, source)) continue
      await alone(parts.ledger.database, 'sources', async () => {
        // Another process may just have done it.
        const now = await sourceNamed(parts, settings.name)
        if (now !== undefined && !stopped && isDue(settings, now)) await sync(settings, now)
      })
    }
    if (!named)
      await disconnectOthers(
        parts,
        all.map(({ name }) => name),
      )
    named = true
  }

  const failed = 'the sources of the library could not be looked at'
  const keeper = createKeeper({ every, failed, log: parts.log }, round)
  return {
    keep: keeper.keep,
    stop: async () => {
      stopped = true
      await parts.sources.close()
      await keeper.stop()
    },
  }
}

const momentOf = (text: string): number => {
  const instant = parseInstant(text)
  return isRefusal(instant) ? 0 : millisecondsOf(instant)
}

/** A secret that is not there says itself what to do; all else stands in the log. */
const unexpected = (cause: unknown): string =>
  cause instanceof Error && /environment variable/.test(cause.message)
    ? cause.message
    : cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
      ? 'A file that the settings of this source name is not there.'
      : 'The server failed while it looked at this source.'
