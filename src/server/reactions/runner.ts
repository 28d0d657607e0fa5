import { instantOf } from '../../kernel/time.ts'
import { breath, eventsFrom, type RecordedEvent } from '../../ledger/index.ts'
import { alone } from '../alone.ts'
import type { Parts } from '../parts.ts'
import { type Held, type Position, readPositions, writePositions } from './positions.ts'

/** What crosses slices by event: reads the ledger in its order and issues commands. */
export interface Reaction {
  readonly name: string
  readonly on: readonly string[]
  /** How many run at once, of different records; one after the other unless said. */
  readonly atOnce?: number
  /** Runs at least once for each event: whatever it issues carries the event's id as its key. */
  run(event: RecordedEvent, parts: Parts): Promise<void>
}

/** One that keeps something beside the records: many events at once are one commit to the disk. */
export interface BatchReaction {
  readonly name: string
  readonly on: readonly string[]
  /** Runs at least once for all of these, in their order; where it fails, again for all. */
  runAll(events: readonly RecordedEvent[], parts: Parts): Promise<void>
}

type AnyReaction = Reaction | BatchReaction

export interface ReactionRunner {
  wake(): void
  /** Resolves when every reaction has seen all that is sequenced. */
  settle(): Promise<void>
  stop(): Promise<void>
}

const batchSize = 200
/** Milliseconds until a failed event is tried again; twice as long after each failure. */
const retryAfter = { first: 2_000, last: 300_000 }

/** One position for each reaction, moved only after the event was dealt with. */
export const createReactionRunner = (
  parts: Parts,
  reactions: readonly AnyReaction[],
): ReactionRunner => {
  let stopped = false
  let again = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  const later = (milliseconds: number) => {
    timer ??= setTimeout(() => {
      timer = undefined
      wake()
    }, milliseconds)
  }
  const round = async () => {
    do {
      // A server with years of facts behind it looks through all of them for a new reaction.
      await breath()
      again = false
      const mine = await alone(parts.ledger.database, 'reactions', async () => {
        const { isBehind, attempts } = await advanceAll(parts, reactions, () => stopped)
        if (isBehind) again = true
        if (attempts > 0) later(Math.min(retryAfter.first * 2 ** (attempts - 1), retryAfter.last))
      })
      if (!mine) later(retryAfter.first)
    } while (again && !stopped)
  }
  const wake = () => {
    again = true
    if (stopped) return
    running ??= round()
      .catch((cause: unknown) => {
        parts.log.error({ err: cause }, 'the reactions stopped for now')
        later(retryAfter.first)
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

/** Takes every reaction one batch further; they mostly stand together and share what is read. */
const advanceAll = async (
  parts: Parts,
  reactions: readonly AnyReaction[],
  stopped: () => boolean,
): Promise<{ readonly isBehind: boolean; readonly attempts: number }> => {
  const { database } = parts.ledger
  const positions = await readPositions(database)
  const batches = new Map<number, Promise<readonly RecordedEvent[]>>()
  const moved: Position[] = []
  let isBehind = false
  try {
    for (const reaction of reactions) {
      if (stopped()) break
      const from = positions.get(reaction.name) ?? { name: reaction.name, next: 0, held: null }
      const batch = batches.get(from.next) ?? openEvents(parts, from.next)
      batches.set(from.next, batch)
      const events = await batch
      const to = await advance(parts, reaction, from, events, stopped)
      if (to.next !== from.next || to.held !== from.held) moved.push(to)
      if (to.held === null && events.length === batchSize) isBehind = true
    }
  } finally {
    // What was dealt with and not written down is dealt with again: each event's id is its key.
    await writePositions(database, moved)
  }
  const attempts = moved.flatMap(({ held }) => (held === null ? [] : [held.attempts]))
  return { isBehind, attempts: attempts.length === 0 ? 0 : Math.min(...attempts) }
}

/** The next events in the ledger's order, with what outsiders told in them open. */
const openEvents = async ({ ledger }: Parts, next: number): Promise<readonly RecordedEvent[]> => {
  const events = await eventsFrom(ledger.database, next, batchSize)
  const payloads = await ledger.open(events.map(({ payload }) => payload))
  // Opening a payload keeps its shape.
  return events.map((event, index) => ({
    ...event,
    payload: (payloads[index] ?? event.payload) as RecordedEvent['payload'],
  }))
}

const advance = async (
  parts: Parts,
  reaction: AnyReaction,
  from: Position,
  events: readonly RecordedEvent[],
  stopped: () => boolean,
): Promise<Position> => {
  let next = from.next
  for (const several of piecesFor(reaction, events)) {
    if (stopped()) return { ...from, next }
    const wanted = several.filter(({ type }) => reaction.on.includes(type))
    const [first] = wanted
    try {
      if (first === undefined) {
        // Nothing among them concerns it.
      } else if ('runAll' in reaction) await reaction.runAll(wanted, parts)
      else await settled(wanted.map((event) => reaction.run(event, parts)))
    } catch (cause) {
      // The position stays before the event, so that it is tried again and nothing is skipped.
      return { ...from, next, held: heldBack(parts, reaction, from, first?.id ?? '', cause) }
    }
    next += several.length
  }
  return { ...from, next, held: events.length === 0 ? from.held : null }
}

/** Events that are dealt with together: all of them, one, or as many as run at once. */
const piecesFor = (
  reaction: AnyReaction,
  events: readonly RecordedEvent[],
): readonly (readonly RecordedEvent[])[] => {
  if ('runAll' in reaction) return [events]
  const { on, atOnce = 1 } = reaction
  const pieces: RecordedEvent[][] = []
  let streams = new Set<string>()
  for (const event of events) {
    const isWanted = on.includes(event.type)
    const isFull = isWanted && (streams.size >= atOnce || streams.has(event.stream))
    const last = pieces.at(-1)
    if (last === undefined || isFull) {
      pieces.push([event])
      streams = new Set()
    } else last.push(event)
    if (isWanted) streams.add(event.stream)
  }
  return pieces
}

/** Waits for all, so that none goes on when another failed; then the first failure is thrown. */
const settled = async (work: readonly Promise<void>[]): Promise<void> => {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

const heldBack = (
  { log, clock }: Parts,
  { name }: AnyReaction,
  from: Position,
  event: string,
  cause: unknown,
): Held => {
  log.error({ err: cause, reaction: name, event }, 'a reaction failed')
  const before = from.held?.event === event ? from.held : undefined
  return {
    event,
    error: cause instanceof Error ? cause.message : String(cause),
    since: before?.since ?? instantOf(clock()),
    attempts: (before?.attempts ?? 0) + 1,
  }
}
