import { type Refusal, refuse } from '../../kernel/result.ts'
import { type Ledger, latestCheckpoint } from '../../ledger/index.ts'

export interface SignedCheckpoint {
  readonly size: number
  readonly note: string
}

export interface Checkpoints {
  readonly latest: SignedCheckpoint
  /** The first one that was signed over the earliest of the facts. */
  readonly earlier: SignedCheckpoint
}

/** The two checkpoints of a pack over the facts of these records. */
export const checkpointsFor = async (
  ledger: Ledger,
  streams: readonly string[],
): Promise<Checkpoints | Refusal> => {
  const { reader } = ledger.database
  const latest = await latestCheckpoint(ledger.database)
  const first = await reader
    .selectFrom('leaf')
    .innerJoin('event', 'event.id', 'leaf.event_id')
    .select((select) => select.fn.min('leaf.idx').as('first'))
    .where('event.stream', 'in', streams)
    .executeTakeFirst()
  const from = first?.first ?? null
  if (latest === undefined || from === null || Number(from) >= latest.size)
    return refuse(
      'ledger/not-sequenced',
      'The facts are not in the tree yet. Try again in a moment.',
    )
  const earlier = await reader
    .selectFrom('checkpoint')
    .select(['size', 'note'])
    .where('size', '>', Number(from))
    .orderBy('size')
    .limit(1)
    .executeTakeFirst()
  return {
    latest,
    earlier: earlier === undefined ? latest : { size: Number(earlier.size), note: earlier.note },
  }
}
