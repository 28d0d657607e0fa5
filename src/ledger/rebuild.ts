import type { Kysely } from 'kysely'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { parseOwnJson } from '../kernel/own-json.ts'
import type { Problem } from './check.ts'
import type { RecordedEvent } from './event.ts'
import { facetValues, foldInto, streamRow } from './fold.ts'
import type { Kind } from './kind.ts'
import { indexedText } from './search.ts'
import { eventOfRow } from './stored.ts'
import { type StoredRecord, storedRecords } from './stored-records.ts'
import type { StreamTable, Tables } from './tables.ts'
import { searchable } from './written.ts'

/** What a record is from its events alone. */
export interface Rebuilt {
  readonly kind: Kind
  readonly row: StreamTable
  readonly facets: readonly { readonly name: string; readonly value: string }[]
  readonly text: string
}

/** The row, facets and search text of a record, made from nothing but its events. */
export const rebuild = (kind: Kind, humanId: string, events: readonly RecordedEvent[]): Rebuilt => {
  const first = events[0]
  const last = events.at(-1)
  if (first === undefined || last === undefined) throw new Error('A record has no events.')
  const state = foldInto(kind, kind.initial, events)
  const record = { stream: first.stream, humanId, version: last.version, state, openedAt: first.at }
  return {
    kind,
    row: streamRow(kind, record, last.at),
    facets: facetValues(kind.facets(state)),
    text: searchable(kind, record),
  }
}

type Kinds = ReadonlyMap<string, Kind>

/** The record made anew from its events, or why it cannot be. */
export const rebuildStored = (kinds: Kinds, { row, events }: StoredRecord): Rebuilt | Problem => {
  const problem = (what: Problem['what'], message: string): Problem => ({
    what,
    where: nameOf(row),
    message,
  })
  // What the record is, its events say; that its row says the same is compared elsewhere.
  const known = events[0]?.kind ?? row.kind
  const kind = kinds.get(known)
  if (kind === undefined) return problem('state', `Unknown kind "${known}".`)
  if (events.length === 0 || events.some(({ version }, index) => version !== index + 1))
    return problem('order', 'The record’s events are not numbered one by one.')
  try {
    const recorded = events.map(eventOfRow)
    return rebuild(kind, referenceOf(recorded) ?? row.human_id, recorded)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    return problem('state', `The events cannot be folded: ${why}`)
  }
}

/** Where what is stored beside the events is not what they say. */
export const differences = (stored: StoredRecord, rebuilt: Rebuilt): readonly Problem[] => {
  const where = nameOf(stored.row)
  const problems: Problem[] = []
  for (const [name, value] of Object.entries(rebuilt.row)) {
    const kept = stored.row[name as keyof StreamTable]
    if (kept !== value && !(name === 'state' && isSameJson(String(kept), String(value))))
      problems.push({ what: 'state', where, message: `"${name}" is not what the events say.` })
  }
  const of = rebuilt.kind.contract.kind
  const expected = rebuilt.facets.map(({ name, value }) => JSON.stringify([of, name, value]))
  if (JSON.stringify(expected.sort()) !== JSON.stringify([...stored.facets].sort()))
    problems.push({ what: 'facet', where, message: 'The facets are not what the events say.' })
  if (stored.search.join() !== JSON.stringify([of, indexedText(rebuilt.text)]))
    problems.push({
      what: 'search',
      where,
      message: 'The search text is not what the events say.',
    })
  return problems
}

const nameOf = ({ human_id, stream }: StreamTable): string => `${human_id} (${stream})`

/** The human id, where the fact that opened the record tells it. */
const referenceOf = ([first]: readonly RecordedEvent[]): string | undefined => {
  const reference = first?.payload['reference']
  return typeof reference === 'string' ? reference : undefined
}

/** A state folded in one go may have its members in another order than one folded in steps. */
const isSameJson = (one: string, other: string): boolean => {
  try {
    return canonicalJson(parseOwnJson(one)) === canonicalJson(parseOwnJson(other))
  } catch {
    // What somebody altered need not be JSON any more.
    return false
  }
}

export interface Renewed {
  readonly records: number
  /** Those that were not what their events say, by now. */
  readonly changed: number
}

/**
 * Makes anew what is stored beside the events, wherever it is not what they say: after a version
 * that folds them otherwise, or after somebody altered it. The events themselves are only read; a
 * record that cannot be folded is left as it is, and `ledger check` names it.
 */
export const rebuildStates = async (
  kinds: Kinds,
  reader: Kysely<Tables>,
  within: (work: (connection: Kysely<Tables>) => Promise<void>) => Promise<void>,
): Promise<Renewed> => {
  let [records, changed] = [0, 0]
  for await (const batch of storedRecords(reader)) {
    const stale = batch.flatMap((stored) => {
      const rebuilt = rebuildStored(kinds, stored)
      return 'kind' in rebuilt && differences(stored, rebuilt).length > 0
        ? [{ version: stored.row.version, rebuilt }]
        : []
    })
    records += batch.length
    changed += stale.length
    if (stale.length === 0) continue
    await within(async (connection) => {
      for (const { version, rebuilt } of stale) await replace(connection, version, rebuilt)
    })
  }
  return { records, changed }
}

const replace = async (
  connection: Kysely<Tables>,
  version: number,
  { kind, row, facets, text }: Rebuilt,
): Promise<void> => {
  const { stream } = row
  const of = { stream, kind: kind.contract.kind }
  const { numUpdatedRows } = await connection
    .updateTable('stream')
    .set(row)
    .where('stream', '=', stream)
    .where('version', '=', version)
    .executeTakeFirst()
  // Somebody has written it meanwhile, from its events too.
  if (numUpdatedRows === 0n) return
  await connection.deleteFrom('facet').where('stream', '=', stream).execute()
  for (const facet of facets)
    await connection
      .insertInto('facet')
      .values({ ...of, ...facet })
      .execute()
  await connection
    .insertInto('search_entry')
    .values({ ...of, text: indexedText(text) })
    .onConflict((on) => on.column('stream').doUpdateSet({ ...of, text: indexedText(text) }))
    .execute()
}
