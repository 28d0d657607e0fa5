import type { Kysely } from 'kysely'
import type { CheckParts, Findings } from './check.ts'
import { differences, rebuildStored } from './rebuild.ts'
import { storedRecords } from './stored-records.ts'
import type { Tables } from './tables.ts'

/** Folds every record anew and compares it with what is stored beside its events. */
export const checkStates = async (
  { kinds, open, onProgress }: CheckParts,
  reader: Kysely<Tables>,
  findings: Findings,
): Promise<{ readonly streams: number; readonly events: number }> => {
  let streams = 0
  const counted = { event: 0, facet: 0, search_entry: 0 }
  for await (const batch of storedRecords(reader)) {
    const made = await rebuildStored(kinds, batch, open)
    for (const [index, stored] of batch.entries()) {
      counted.event += stored.events.length
      counted.facet += stored.facets.length
      counted.search_entry += stored.search.length
      streams++
      const rebuilt = made[index]
      if (rebuilt === undefined) throw new Error('A record has no answer.')
      const problems = 'kind' in rebuilt ? differences(stored, rebuilt) : [rebuilt]
      for (const { what, where, message } of problems) findings.add(what, where, message)
    }
    onProgress?.(counted.event)
  }
  for (const table of derived) await findStrays(reader, table, counted[table], findings)
  return { streams, events: counted.event }
}

/** What belongs to records, row by row. */
const derived = ['event', 'facet', 'search_entry'] as const

const named = 100

/** Rows of records that are not there. They are counted first: looking for them takes long. */
const findStrays = async (
  reader: Kysely<Tables>,
  table: (typeof derived)[number],
  counted: number,
  findings: Findings,
): Promise<void> => {
  const { total } = await reader
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  if (Number(total) === counted) return
  const strays = await reader
    .selectFrom(table)
    .select('stream')
    .distinct()
    .where('stream', 'not in', (inner) => inner.selectFrom('stream').select('stream.stream'))
    .limit(named)
    .execute()
  const what = table === 'search_entry' ? 'search' : table
  for (const { stream } of strays)
    findings.add(what, stream, `There are rows of ${table} whose record is missing.`)
}
