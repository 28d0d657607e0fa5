import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { PersonStore } from './person-store.ts'
import { decrypt } from './sealed-text.ts'

export interface ExportedKey {
  readonly person: string
  /** Base64. */
  readonly wrappedKey: string
  readonly createdAt: string
}

export async function* exportKeys({ tables }: PersonStore): AsyncGenerator<ExportedKey> {
  for (let after = ''; ; ) {
    const rows = await tables
      .selectFrom('person_key')
      .selectAll()
      .where('person', '>', after)
      .orderBy('person')
      .limit(limits.vault.batch)
      .execute()
    for (const row of rows)
      yield {
        person: row.person,
        wrappedKey: Buffer.from(row.wrapped_key).toString('base64'),
        createdAt: row.created_at,
      }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.person
  }
}

export const importKeys = async (
  { tables }: PersonStore,
  keys: AsyncIterable<ExportedKey> | Iterable<ExportedKey>,
  wrapping: Uint8Array,
  erasedSince: (person: string, createdAt: string) => Promise<boolean>,
): Promise<number | Refusal> => {
  let count = 0
  for await (const { person, wrappedKey, createdAt } of keys) {
    const wrapped_key = Buffer.from(wrappedKey, 'base64')
    if (decrypt(wrapping, person, wrapped_key) === undefined)
      return refuse(
        'vault/wrong-key',
        'These keys were wrapped by another master key. Give the one that belongs to this backup.',
        { imported: count },
      )
    if (await erasedSince(person, createdAt)) continue
    await tables
      .insertInto('person_key')
      .values({ person, wrapped_key, created_at: createdAt })
      .onConflict((on) => on.column('person').doNothing())
      .execute()
    count++
  }
  return count
}
