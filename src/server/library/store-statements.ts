import { type DocumentState, lineagesOf, matchAside } from '../../documents/index.ts'
import type { Passage } from '../../kernel/passage.ts'
import { type Database, deletesOf, insertsOf, inTransaction, runAll } from '../../ledger/index.ts'
import { keysOfDocument, writeIndex } from '../impact/index.ts'
import type { Typed } from '../wiring/records.ts'
import { type Kept, statementsOf } from './statements.ts'

/**
 * Keeps what was read of a revision, all of it or nothing, each statement with the lineage that it
 * has in the revision before. Where later ones were read already, they follow it anew. The newest
 * revision takes the place of the one before it in the index.
 */
export const storeStatements = async (
  database: Database,
  document: Typed<DocumentState>,
  revision: string,
  passages: readonly Passage[],
): Promise<void> => {
  const { stream, state } = document
  const hashes = state.revisions.map(({ file }) => file.hash)
  const place = hashes.indexOf(revision)
  const earlier = await lastKept(database, stream, hashes.slice(0, place))
  // Read again, they keep the lineages that they have; what is new gets others than at first.
  const before = await statementsOf({ database }, stream, revision)
  let last =
    before.length === 0
      ? await followed(revision, earlier, passages)
      : await followed(`again.${revision}`, before, passages)
  const isNewest = place === hashes.length - 1
  await replace(database, stream, revision, last, isNewest ? 'to be searched' : undefined)
  for (const later of hashes.slice(place + 1)) {
    const kept = await statementsOf({ database }, stream, later)
    if (kept.length === 0) continue
    if (last.length > 0) last = await followAnew(database, stream, later, last, kept)
    else last = kept
  }
}

/** Gives what was read before statements had lineages theirs, revision by revision. */
export const followStatements = async (
  database: Database,
  { stream, state }: Typed<DocumentState>,
): Promise<void> => {
  let last: readonly Kept[] = []
  for (const { file } of state.revisions) {
    const kept = await statementsOf({ database }, stream, file.hash)
    if (kept.length === 0) continue
    const isDone = kept.every(({ lineage }) => lineage !== '')
    last = isDone ? kept : await followAnew(database, stream, file.hash, last, kept)
  }
}

/** Whether statements of the document wait for their lineage. */
export const hasUnfollowed = async ({ reader }: Database, document: string): Promise<boolean> =>
  (await reader
    .selectFrom('statement')
    .select('idx')
    .where('document', '=', document)
    .where('lineage', '=', '')
    .limit(1)
    .executeTakeFirst()) !== undefined

const followAnew = async (
  database: Database,
  document: string,
  revision: string,
  earlier: readonly Kept[],
  kept: readonly Kept[],
): Promise<readonly Kept[]> => {
  const now = await followed(revision, earlier, kept)
  if (now.some(({ lineage }, place) => lineage !== kept[place]?.lineage))
    await replace(database, document, revision, now)
  return now
}

const followed = async (
  revision: string,
  earlier: readonly Kept[],
  passages: readonly Passage[],
): Promise<readonly Kept[]> => {
  const lineages = lineagesOf(
    revision,
    passages.length,
    earlier,
    await matchAside(earlier, passages),
  )
  return passages.map((passage, place) => ({ ...passage, lineage: lineages[place] ?? '' }))
}

const lastKept = async (
  database: Database,
  document: string,
  revisions: readonly string[],
): Promise<readonly Kept[]> => {
  for (const revision of revisions.toReversed()) {
    const kept = await statementsOf({ database }, document, revision)
    if (kept.length > 0) return kept
  }
  return []
}

const replace = async (
  database: Database,
  document: string,
  revision: string,
  statements: readonly Kept[],
  search?: 'to be searched',
): Promise<void> => {
  const { engine } = database
  const rows = statements.map(({ index, kind, text, location, lineage }) => ({
    document,
    revision,
    idx: index,
    kind,
    text: text.toWellFormed().replaceAll('\u0000', ' '),
    location: JSON.stringify(location),
    lineage,
  }))
  const keys = search === undefined ? undefined : await keysOfDocument(statements)
  await inTransaction(database, async (connection) => {
    await runAll(engine, connection, deletesOf(engine, 'statement', [{ document, revision }]))
    await runAll(engine, connection, insertsOf(engine, 'statement', rows))
    if (keys !== undefined) await writeIndex(connection, engine, [{ document, revision, keys }])
  })
}
