import { type Refusal, refuse } from '../../kernel/result.ts'
import {
  type Ledger,
  latestCheckpoint,
  type VerifierKey,
  withCosignatures,
} from '../../ledger/index.ts'

export interface SignedCheckpoint {
  readonly size: number
  readonly note: string
}

export interface Checkpoints {
  readonly latest: SignedCheckpoint
  /** The first one that was signed over the earliest of the facts. */
  readonly earlier: SignedCheckpoint
}

/** Ids in one query: a pack of many records asks in parts. */
const streamsAtOnce = 500

/** The two checkpoints of a pack over the facts of these records, with what witnesses said of them. */
export const checkpointsFor = async (
  ledger: Ledger,
  streams: readonly string[],
  witnesses: readonly VerifierKey[],
): Promise<Checkpoints | Refusal> => {
  const { reader } = ledger.database
  const latest = await latestCheckpoint(ledger.database)
  let from: number | null = null
  for (let at = 0; at < streams.length; at += streamsAtOnce) {
    const { first } = await reader
      .selectFrom('leaf')
      .innerJoin('event', 'event.id', 'leaf.event_id')
      .select((select) => select.fn.min('leaf.idx').as('first'))
      .where('event.stream', 'in', streams.slice(at, at + streamsAtOnce))
      .executeTakeFirstOrThrow()
    if (first !== null) from = Math.min(from ?? Number(first), Number(first))
  }
  if (latest === undefined || from === null || from >= latest.size)
    return refuse(
      'ledger/not-sequenced',
      'The facts are not in the tree yet. Try again in a moment.',
    )
  const earlier = await reader
    .selectFrom('checkpoint')
    .select(['size', 'note'])
    .where('size', '>', from)
    .orderBy('size')
    .limit(1)
    .executeTakeFirst()
  const cosigned = async ({ size, note }: SignedCheckpoint): Promise<SignedCheckpoint> => ({
    size,
    note: await withCosignatures(ledger.database, { size, note }, witnesses),
  })
  return {
    latest: await cosigned(latest),
    earlier: await cosigned(
      earlier === undefined ? latest : { size: Number(earlier.size), note: earlier.note },
    ),
  }
}
