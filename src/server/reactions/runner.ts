import type { RecordedEvent } from '../../ledger/index.ts'
import { eventsFrom } from '../../ledger/index.ts'
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

/** One position for each reaction, moved only after the event was dealt with. */
export const createReactionRunner = (
  parts: Parts,
  reactions: readonly Reaction[],
): ReactionRunner => {
  let stopped = false
  let again = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const round = async () => {
    do {
      again = false
      for (const reaction of reactions) {
        if (stopped) return
        try {
          await advance(parts, reaction, () => stopped)
        } catch (cause) {
          // The position stays before the event, so that it is tried again and nothing is skipped.
          parts.log.error({ err: cause, reaction: reaction.name }, 'a reaction failed')
          timer ??= setTimeout(() => {
            timer = undefined
            wake()
          }, retryAfter)
        }
      }
    } while (again && !stopped)
  }
  const wake = () => {
    again = true
    if (stopped) return
    running ??= round().finally(() => {
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
