import type { Sha256 } from '../kernel/ports.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import type { Database } from './database.ts'
import type { RecordedEvent } from './event.ts'
import { inclusionProof } from './proofs.ts'
import { tileReader } from './sequencer.ts'
import { eventColumns, eventOfRow } from './stored.ts'

/** Events in the order of the tree, from a leaf on. */
export const eventsFrom = async (
  { reader }: Database,
  leaf: number,
  limit: number,
): Promise<readonly RecordedEvent[]> => {
  const rows = await reader
    .selectFrom('leaf')
    .innerJoin('event', 'event.id', 'leaf.event_id')
    .select(eventColumns.map((name) => `event.${name}` as const))
    .where('leaf.idx', '>=', leaf)
    .orderBy('leaf.idx')
    .limit(limit)
    .execute()
  return rows.map(eventOfRow)
}

/** The latest signed checkpoint as a C2SP signed note; undefined before the first event. */
export const latestCheckpoint = async ({
  reader,
}: Database): Promise<{ readonly size: number; readonly note: string } | undefined> => {
  const row = await reader
    .selectFrom('checkpoint')
    .select(['size', 'note'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : { size: Number(row.size), note: row.note }
}

/** That an event stands in the tree of a size: its leaf index and the hashes that lead to the root. */
export interface EventProof {
  readonly leafIndex: number
  readonly treeSize: number
  readonly path: readonly Uint8Array[]
}

/** Refuses with `ledger/not-sequenced` while the event is not in the tree of that size yet. */
export const proofOfEvent = async (
  database: Database,
  sha256: Sha256,
  eventId: string,
  treeSize: number,
): Promise<EventProof | Refusal> => {
  const leaf = await database.reader
    .selectFrom('leaf')
    .select('idx')
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  if (leaf === undefined || Number(leaf.idx) >= treeSize)
    return refuse(
      'ledger/not-sequenced',
      'This fact is not in the tree yet. Try again in a moment.',
    )
  const leafIndex = Number(leaf.idx)
  const path = await inclusionProof(sha256, tileReader(database.reader), leafIndex, treeSize)
  return isRefusal(path) ? path : { leafIndex, treeSize, path }
}
