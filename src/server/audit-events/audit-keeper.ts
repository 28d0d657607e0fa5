import type { IndicatorState, ReportState } from '../../intake/index.ts'
import { limits } from '../../kernel/limits.ts'
import { type Instant, millisecondsOf } from '../../kernel/time.ts'
import { createKeeper, type Keeper } from '../keeper.ts'
import type { Parts } from '../parts.ts'
import { having, one } from '../wiring/records.ts'
import type { AuditEvents, Retention } from './audit-events.ts'

const hour = 3_600_000
const day = 86_400_000
const page = 200

/**
 * Lets audit events go when their time is over. The texts of the events that raised an indicator stay while it is open or its report is, and for
 * the time of retention after that; all other events for the time of retention, and never more than
 * so many. What the ledger has of them, their hashes, stays.
 */
export const createAuditKeeper = (
  { ledger, clock, log }: Pick<Parts, 'ledger' | 'clock' | 'log'>,
  { store, counts }: Pick<AuditEvents, 'store' | 'counts'>,
  { keepDays, atMost }: Retention,
): Keeper => {
  const isNeeded = async (set: string, before: number): Promise<boolean> => {
    const [indicator] = await having<IndicatorState>(ledger, 'indicator', 'evidence', set)
    if (indicator === undefined) return momentOfSet(set) >= before
    const { status, ended, report } = indicator.state
    if (status === 'dismissed') return ended !== null && Date.parse(ended.at) >= before
    if (report === null) return true
    const found = await one<ReportState>(ledger, 'report', report)
    const exit = found?.state.exit ?? null
    return exit === null || millisecondsOf(exit.at as Instant) >= before
  }
  const once = async (): Promise<void> => {
    const before = clock() - keepDays * day
    // No window is longer than the shortest retention.
    await counts.prune(clock() - limits.auditEvents.retentionDays.least * day)
    const deleted = await store.prune(before, atMost)
    if (deleted > 0) log.info({ deleted }, 'audit events were deleted: their time was over')
    for (let sets = await store.evidenceSets('', page); sets.length > 0; ) {
      for (const set of sets) if (!(await isNeeded(set, before))) await store.release(set)
      sets = await store.evidenceSets(sets.at(-1) ?? '', page)
    }
  }
  return createKeeper({ every: hour, failed: 'audit events could not be looked at', log }, once)
}

/** The milliseconds in a UUIDv7. */
const momentOfSet = (id: string): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
