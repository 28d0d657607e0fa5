import type { Kysely } from 'kysely'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { parseOwnJson } from '../kernel/own-json.ts'
import type { Problem } from './check.ts'
import type { RecordedEvent } from './event.ts'
import { facetValues, foldInto, type Loaded, streamRow } from './fold.ts'
import type { Kind } from './kind.ts'
import { indexedText } from './search.ts'
import { eventOfRow } from './stored.ts'
import { type StoredRecord, storedRecords } from './stored-records.ts'
import type { StreamTable, Tables } from './tables.ts'
import { type OpenWords, opensNothing } from './words.ts'
import { searchable } from './written.ts'

/** What a record is from its events alone. */
export interface Rebuilt {
  readonly kind: Kind
  readonly row: StreamTable
  readonly facets: readonly { readonly name: string; readonly value: string }[]
  readonly text: string
}

interface Folded {
  readonly kind: Kind
  readonly record: Loaded
  readonly updatedAt: string
}

const fold = (kind: Kind, humanId: string, events: readonly RecordedEvent[]): Folded => {
  const first = events[0]
  const last = events.at(-1)
  if (first === undefined || last === undefined) throw new Error('A record has no events.')
  const state = foldInto(kind, kind.initial, events)
  const record = { stream: first.stream, humanId, version: last.version, state, openedAt: first.at }
  return { kind, record, updatedAt: last.at }
}

/** Row, facets and search text, which follow from the state as it is shown. */
const rebuilt = ({ kind, record, updatedAt }: Folded, shown: unknown): Rebuilt => {
  const open = { ...record, state: shown, stored: record.state }
  return {
    kind,
    row: streamRow(kind, open, updatedAt),
    facets: facetValues(kind.facets(shown)),
    text: searchable(kind, open),
  }
}

/** A record made from nothing but its events, of a kind that seals no words. */
export const rebuild = (kind: Kind, humanId: string, events: readonly RecordedEvent[]): Rebuilt => {
  const folded = fold(kind, humanId, events)
  return rebuilt(folded, folded.record.state)
}

type Kinds = ReadonlyMap<string, Kind>

/** Each record made anew from nothing but its events, or why it cannot be. */
export const rebuildStored = async (
  kinds: Kinds,
  batch: readonly StoredRecord[],
  open: OpenWords = opensNothing,
): Promise<readonly (Rebuilt | Problem)[]> => {
  const folded = batch.map((stored) => foldStored(kinds, stored))
  const shown = await open(folded.map((one) => ('record' in one ? one.record.state : null)))
  return folded.map((one, index) => {
    if (!('record' in one)) return one
    try {
      return rebuilt(one, shown[index])
    } catch (cause) {
      return cannotFold(`${one.record.humanId} (${one.record.stream})`, cause)
    }
  })
}

const cannotFold = (where: string, cause: unknown): Problem => ({
  what: 'state',
  where,
  message: `The events cannot be folded: ${cause instanceof Error ? cause.message : String(cause)}`,
})

const foldStored = (kinds: Kinds, { row, events }: StoredRecord): Folded | Problem => {
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
    return fold(kind, referenceOf(recorded) ?? row.human_id, recorded)
  } catch (cause) {
    return cannotFold(nameOf(row), cause)
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
 * that folds them otherwise, after somebody altered it, or after a person was erased whose words it
 * shows; `only` these records, where they are given. The events themselves are only read; a
 * record that cannot be folded is left as it is, and `ledger check` names it.
 */
export const rebuildStates = async (
  kinds: Kinds,
  reader: Kysely<Tables>,
  within: (work: (connection: Kysely<Tables>) => Promise<void>) => Promise<void>,
  open: OpenWords = opensNothing,
  only?: readonly string[],
): Promise<Renewed> => {
  let [records, changed] = [0, 0]
  for await (const batch of storedRecords(reader, only)) {
    const made = await rebuildStored(kinds, batch, open)
    const stale = batch.flatMap((stored, index) => {
      const rebuilt = made[index]
      return rebuilt !== undefined && 'kind' in rebuilt && differences(stored, rebuilt).length > 0
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
