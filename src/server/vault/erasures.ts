import { limits } from '../../kernel/limits.ts'
import type { PersonStore } from './person-store.ts'

/** Whose key was destroyed, when and why. Holds no personal data, so it is kept and handed on. */
export interface Erasure {
  readonly person: string
  /** RFC 3339 in UTC with milliseconds. */
  readonly at: string
  readonly reason: string
}

export const createErasures = (store: PersonStore, forget: (person: string) => void) => {
  const apply = async (list: readonly Erasure[]): Promise<void> => {
    for (const { person, at, reason } of list) {
      await store.tables.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('erasure')
          .values({ person, at, reason })
          .onConflict((on) =>
            // The latest erasure counts; an older list applied again must not hide it.
            on.column('person').doUpdateSet({ at, reason }).where('erasure.at', '<', at),
          )
          .execute()
        // Somebody who came back after the erasure has a new key, which is not meant.
        await transaction
          .deleteFrom('person_key')
          .where('person', '=', person)
          .where('created_at', '<=', at)
          .execute()
      })
      forget(person)
    }
    if (list.length > 0) await store.scrub()
  }

  return {
    apply,
    list: (): Promise<readonly Erasure[]> =>
      store.tables.selectFrom('erasure').selectAll().orderBy('at').orderBy('person').execute(),
    /** Those of the persons who were erased. */
    among: async (persons: readonly string[]): Promise<ReadonlySet<string>> => {
      const wanted = [...new Set(persons)]
      const erased = new Set<string>()
      for (let from = 0; from < wanted.length; from += limits.vault.batch) {
        const rows = await store.tables
          .selectFrom('erasure')
          .select('person')
          .where('person', 'in', wanted.slice(from, from + limits.vault.batch))
          .execute()
        for (const { person } of rows) erased.add(person)
      }
      return erased
    },
    /** Whether the person was erased at or after this moment. */
    since: async (person: string, moment: string): Promise<boolean> =>
      (await store.tables
        .selectFrom('erasure')
        .select('person')
        .where('person', '=', person)
        .where('at', '>=', moment)
        .executeTakeFirst()) !== undefined,
  }
}
