import { sql } from 'kysely'
import { type Database, eventsFrom, type RecordedEvent } from '../../ledger/index.ts'
import type { Parts } from '../parts.ts'

/** What crosses slices by event: reads the ledger in its order and issues commands. */
export interface Reaction {
  readonly name: string
  readonly on: readonly string[]
  /** Runs at least once for each event: whatever it issues carries the event's id as its key. */
  run(event: RecordedEvent, parts: Parts): Promise<void>
}

export interface ReactionRunner {
  wake(): void
  /** Resolves when every reaction has seen all that is sequenced. */
  settle(): Promise<void>
  stop(): Promise<void>
}

const batchSize = 200
const retryAfter = 2_000
/** Any constant does: it names the one lock that the reactions of this database share. */
const advisoryLock = 7_431_981

/** One position for each reaction, moved only after the event was dealt with. */
export const createReactionRunner = (
  parts: Parts,
  reactions: readonly Reaction[],
): ReactionRunner => {
  let stopped = false
  let again = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const later = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      wake()
    }, retryAfter)
  }
  const round = async () => {
    do {
      again = false
      const mine = await alone(parts.ledger.database, async () => {
        for (const reaction of reactions) {
          if (stopped) return
          try {
            await advance(parts, reaction, () => stopped)
          } catch (cause) {
            // The position stays before the event, so that it is tried again and nothing is skipped.
            parts.log.error({ err: cause, reaction: reaction.name }, 'a reaction failed')
            later()
          }
        }
      })
      if (!mine) later()
    } while (again && !stopped)
  }
  const wake = () => {
    again = true
    if (stopped) return
    running ??= round()
      .catch((cause: unknown) => {
        parts.log.error({ err: cause }, 'the reactions stopped for now')
        later()
      })
      .finally(() => {
        running = undefined
      })
  }
  return {
    wake,
    settle: async () => {
      wake()
      while (running !== undefined) await running
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** One process reacts at a time; false where another one is at it. SQLite has one process only. */
const alone = async ({ engine, writer }: Database, work: () => Promise<void>): Promise<boolean> => {
  if (engine === 'sqlite') {
    await work()
    return true
  }
  return writer.connection().execute(async (connection) => {
    const { rows } = await sql<{
      locked: boolean
    }>`select pg_try_advisory_lock(${advisoryLock}) as locked`.execute(connection)
    if (rows[0]?.locked !== true) return false
    try {
      await work()
      return true
    } finally {
      await sql`select pg_advisory_unlock(${advisoryLock})`.execute(connection)
    }
  })
}

const advance = async (
  parts: Parts,
  { name, on, run }: Reaction,
  stopped: () => boolean,
): Promise<void> => {
  const { database } = parts.ledger
  const position = await database.writer
    .selectFrom('reaction')
    .select('next')
    .where('name', '=', name)
    .executeTakeFirst()
  let next = Number(position?.next ?? 0)
  for (;;) {
    const events = await eventsFrom(database, next, batchSize)
    if (events.length === 0 || stopped()) return
    for (const event of events) {
      if (on.includes(event.type)) await run(event, parts)
      next++
      if (on.includes(event.type)) await remember(parts, name, next)
    }
    await remember(parts, name, next)
  }
}

const remember = ({ ledger }: Parts, name: string, next: number) =>
  ledger.database.writer
    .insertInto('reaction')
    .values({ name, next })
    .onConflict((on) => on.column('name').doUpdateSet({ next }))
    .execute()
