import type { Database } from '../../ledger/index.ts'

/** How far a reaction has come, and what holds it back. */
export interface Position {
  readonly name: string
  /** Index of the next leaf to look at. */
  readonly next: number
  readonly held: Held | null
}

/** The event that a reaction could not deal with, and has tried since. */
export interface Held {
  readonly event: string
  readonly error: string
  /** When it failed first. */
  readonly since: string
  readonly attempts: number
}

export const readPositions = async ({
  reader,
}: Database): Promise<ReadonlyMap<string, Position>> => {
  const rows = await reader.selectFrom('reaction').selectAll().execute()
  return new Map(
    rows.map(({ name, next, held }) => [
      name,
      // Our own writer, below, put it there.
      { name, next: Number(next), held: held === null ? null : (JSON.parse(held) as Held) },
    ]),
  )
}

const longestError = 1_000

export const writePositions = async (
  { writer }: Database,
  positions: readonly Position[],
): Promise<void> => {
  if (positions.length === 0) return
  await writer
    .insertInto('reaction')
    .values(
      positions.map(({ name, next, held }) => ({
        name,
        next,
        held:
          held === null
            ? null
            : JSON.stringify({ ...held, error: held.error.slice(0, longestError).toWellFormed() }),
      })),
    )
    .onConflict((on) =>
      on.column('name').doUpdateSet((set) => ({
        next: set.ref('excluded.next'),
        held: set.ref('excluded.held'),
      })),
    )
    .execute()
}
