import type { FastifyBaseLogger } from 'fastify'
import { uuidv7 } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { instantOf, millisecondsOf } from '../../kernel/time.ts'
import type { Probes } from '../channels/channel.ts'
import { createKeeper } from '../keeper.ts'
import { isDiskFull, storageFull } from '../storage-full.ts'
import { type Counts, wasOvertaken } from './counts.ts'
import { causeOf, type Hit } from './rules/counting.ts'
import { matchersOf } from './rules/matching.ts'
import type { AuditRules } from './rules/schema.ts'
import type { AuditStore } from './store.ts'
import type { Arrived, StoredEvent } from './stored-event.ts'
import type { Windows } from './windows.ts'

/** Takes audit events in: bounded, in batches, past the rules and into the tables. */
export interface AuditIntake {
  /** For senders that can wait: resolves when there is room for more. Never refuses. */
  put(arrived: readonly Arrived[]): Promise<void>
  /** For senders that ask again: resolves when all are on the disk, or refuses at once. */
  store(arrived: readonly Arrived[]): Promise<Refusal | undefined>
  /** Resolves when all that was put until now is on the disk. */
  flush(): Promise<void>
  /** Raises what was counted before the last end and not raised any more. */
  open(): Promise<void>
  /** Resolves when all that was taken in is stored and past the rules. */
  settle(): Promise<void>
  stop(): Promise<void>
}

export interface AuditIntakeParts {
  readonly clock: Clock
  readonly random: RandomBytes
  readonly log: FastifyBaseLogger
  readonly probes: Pick<Probes, 'take'>
}

interface Lot {
  readonly arrived: readonly Arrived[]
  readonly bytes: number
  /** Absent for who does not wait for the disk. */
  readonly done?: (refusal: Refusal | undefined) => void
}

/** Milliseconds until a failed batch is tried again, doubled each time. */
const retryAfter = { first: 500, last: 60_000 }
/** A time further ahead of ours is not believed. */
const ahead = 300_000

/** How often a batch is counted anew, because other processes counted the same causes. */
const overtaken = 100
/** Milliseconds between two looks at open windows. */
const sweeps = 30_000

/** What is kept in the database. */
export interface AuditTables {
  readonly store: AuditStore
  readonly counts: Counts
  readonly windows: Windows
}

export const createAuditIntake = (
  parts: AuditIntakeParts,
  { store, counts, windows }: AuditTables,
  rules: AuditRules,
): AuditIntake => {
  const { clock, random, log, probes } = parts
  const { queue, batch } = limits.auditEvents
  const matchers = matchersOf(rules)
  const sweeper = createKeeper(
    { every: sweeps, failed: 'windows of indicators could not be looked after', log },
    windows.sweep,
  )
  const lots: Lot[] = []
  const waiting: (() => void)[] = []
  let events = 0
  let bytes = 0
  let running: Promise<void> | undefined
  let stopped = false
  let lastNow = 0
  let turn = 0
  let endPause: (() => void) | undefined

  const isFull = () => events >= queue.events || bytes >= queue.bytes
  const add = (lot: Lot) => {
    lots.push(lot)
    events += lot.arrived.length
    bytes += lot.bytes
    running ??= work()
  }
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const work = async (): Promise<void> => {
    // Between the last look at the queue and the end nothing may wait: what is added then would lie.
    while (lots.length > 0 && !stopped)
      try {
        await workThrough()
      } catch (cause) {
        log.error({ err: cause }, 'the work on audit events failed and begins anew')
        await pause(retryAfter.first)
      }
    running = undefined
  }
  const workThrough = async (): Promise<void> => {
    for (let failures = 0; lots.length > 0; ) {
      const taken = firstLots(lots, batch)
      const stored = taken.flatMap(({ arrived }) => arrived.filter(isNoProbe).map(named))
      let begun: readonly string[] = []
      try {
        if (stored.length > 0) begun = await storeCounted(stored)
        failures = 0
      } catch (cause) {
        refuseWaiting(taken, cause)
        if (stopped) return log.error({ err: cause, lost: events }, 'audit events were lost')
        log.error({ err: cause, events: stored.length }, 'audit events could not be stored')
        await pause(Math.min(retryAfter.first * 2 ** failures++, retryAfter.last))
        continue
      }
      remove(taken)
      for (const { done } of taken) done?.(undefined)
      await raise(begun)
      while (waiting.length > 0 && !isFull()) waiting.shift()?.()
    }
  }
  /** Who waits for an answer is told to come again; what came by a stream stays and is retried. */
  const refuseWaiting = (taken: readonly Lot[], cause: unknown) => {
    const refusal = isDiskFull(cause) ? storageFull : busy
    const refused = taken.filter(({ done }) => done !== undefined)
    for (const { done } of refused) done?.(refusal)
    remove(refused)
  }
  const remove = (gone: readonly Lot[]) => {
    const left = new Set(gone)
    lots.splice(0, lots.length, ...lots.filter((lot) => !left.has(lot)))
    for (const lot of gone) {
      events -= lot.arrived.length
      bytes -= lot.bytes
    }
  }
  const isNoProbe = ({ event }: Arrived): boolean => !probes.take(event.detail)
  const named = (arrived: Arrived): StoredEvent => {
    const now = clock()
    turn = now === lastNow ? turn + 1 : 0
    lastNow = now
    const bytes = random(10)
    // A counter where RFC 9562 section 6.2 (method 1) has it: events of one millisecond keep their
    // order. 62 random bits remain, which nobody guesses.
    bytes[0] = (turn >> 8) & 0x0f
    bytes[1] = turn & 0xff
    return { id: uuidv7(now, bytes), receivedAt: instantOf(now), ...arrived }
  }
  const hitsOf = (stored: readonly StoredEvent[]): readonly Hit[] =>
    stored.flatMap(({ id, event, receivedAt }) => {
      const now = millisecondsOf(receivedAt)
      const told = event.at === null ? now : millisecondsOf(event.at)
      const at = told > now + ahead ? now : told
      return matchers
        .filter(({ matches }) => matches(event, at))
        .map(({ rule }) => ({ rule, cause: causeOf(rule, event), id, at, now }))
    })
  /** The events and what rules counted of them, all or nothing; answers what was begun. */
  const storeCounted = async (stored: readonly StoredEvent[]): Promise<readonly string[]> => {
    const hits = hitsOf(stored)
    const byId = new Map(stored.map((event) => [event.id, event]))
    for (let tries = 0; ; tries++) {
      const counted = await counts.count(hits, clock())
      const copies = counted.copies.flatMap(({ set, idx, id }) => {
        const event = byId.get(id)
        return event === undefined ? [] : [{ set, idx, event }]
      })
      const more = [
        ...counted.statements,
        ...(await windows.statements(counted)),
        ...store.copies(copies),
      ]
      try {
        await store.insert(stored, more)
        return counted.met.map(({ raised }) => raised.set)
      } catch (cause) {
        if (tries === overtaken || !wasOvertaken(cause)) throw cause
      }
    }
  }
  const raise = async (begun: readonly string[]): Promise<void> => {
    for (const set of begun)
      try {
        await windows.begin(set)
      } catch (cause) {
        log.error({ err: cause, set }, 'an indicator could not be raised and is tried again')
      }
  }
  return {
    put: async (arrived) => {
      if (arrived.length === 0) return
      add({ arrived, bytes: sizeOf(arrived) })
      if (isFull()) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    store: async (arrived) => {
      if (stopped || isFull()) return busy
      return new Promise((done) => add({ arrived, bytes: sizeOf(arrived), done }))
    },
    flush: async () => {
      const barrier = () =>
        new Promise<Refusal | undefined>((done) => add({ arrived: [], bytes: 0, done }))
      while ((await barrier()) !== undefined && !stopped);
    },
    open: sweeper.keep,
    settle: async () => {
      while (running !== undefined) await running
      await sweeper.keep()
    },
    stop: async () => {
      stopped = true
      for (const go of waiting.splice(0)) go()
      endPause?.()
      await running
      await sweeper.stop()
    },
  }
}

const busy = refuse(
  'audit/busy',
  'More audit events come in than the server can store. Send these again in some seconds.',
)

const firstLots = (lots: readonly Lot[], most: number): readonly Lot[] => {
  let count = 0
  const taken: Lot[] = []
  for (const lot of lots) {
    if (count >= most) break
    taken.push(lot)
    count += lot.arrived.length
  }
  return taken
}

/** What an event weighs in memory beside its text. */
const overhead = 500

const sizeOf = (arrived: readonly Arrived[]): number =>
  arrived.reduce((sum, { raw, event }) => sum + raw.length + event.detail.length + overhead, 0)
