import { limits } from '../../kernel/limits.ts'
import type { RecordSummary, ReviewPorts } from '../ports.ts'
import { type RecordKind, type Records, recordKinds, recordViews, type Viewed } from './views.ts'

export interface LoadedRecords {
  readonly records: Records
  /** Kinds that could not be read whole, with the reason: whatever leans on one could not run. */
  readonly unread: ReadonlyMap<RecordKind, string>
}

/** Reads every kind through the ports and parses each state; at most `limits.review.recordsPerKind`. */
export const loadRecords = async (ports: Pick<ReviewPorts, 'records'>): Promise<LoadedRecords> => {
  const unread = new Map<RecordKind, string>()
  const entries: [RecordKind, readonly Viewed<RecordKind>[]][] = []
  for (const kind of recordKinds)
    entries.push([kind, await loadKind(ports, kind, (reason) => unread.set(kind, reason))])
  // Every kind has its entry, and loadKind parsed each by the view of that kind.
  return { records: Object.fromEntries(entries) as unknown as Records, unread }
}

const loadKind = async (
  ports: Pick<ReviewPorts, 'records'>,
  kind: RecordKind,
  onUnread: (reason: string) => void,
): Promise<readonly Viewed<RecordKind>[]> => {
  const viewed: Viewed<RecordKind>[] = []
  for await (const batch of ports.records(kind))
    for (const summary of batch) {
      if (viewed.length >= limits.review.recordsPerKind) {
        onUnread(
          `There are more than ${limits.review.recordsPerKind} records of the kind "${kind}".`,
        )
        return viewed
      }
      const one = view(kind, summary)
      if (one === undefined)
        onUnread(`${summary.humanId} has a form that the review does not know.`)
      else viewed.push(one)
    }
  return viewed.sort(byAge)
}

/** Oldest first; of one moment, in the order of their numbers. */
const byAge = (a: Viewed<RecordKind>, b: Viewed<RecordKind>): number =>
  compare(a.openedAt, b.openedAt) ||
  a.humanId.length - b.humanId.length ||
  compare(a.humanId, b.humanId)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const view = (
  kind: RecordKind,
  { id, humanId, title, status, openedAt, state }: RecordSummary,
): Viewed<RecordKind> | undefined => {
  const parsed = recordViews[kind].safeParse(state)
  return parsed.success
    ? // The kind's own view parsed the state.
      ({ id, humanId, kind, title, status, openedAt, state: parsed.data } as Viewed<RecordKind>)
    : undefined
}
