import type { DocumentState } from '../../documents/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import { ensureIndexed, searchLibrary } from '../impact/index.ts'
import { ofKind } from '../wiring/records.ts'

export interface FoundStatement {
  readonly document: string
  readonly humanId: string
  readonly title: string
  readonly quote: string
  readonly page: number | null
  readonly headings: readonly string[]
}

/** As many as a page of a list takes. */
const most = 50

/**
 * Statements of the library that hold these words, those that hold them together first, by the index
 * that looks after a fix use. Of the newest revision of each document that this person may see.
 */
export const findStatements = async (
  ledger: Ledger,
  words: string,
  person: string,
): Promise<readonly FoundStatement[]> => {
  if (!/[\p{L}\p{N}]{2}/u.test(words)) return []
  const { database } = ledger
  await indexSome(ledger)
  const rows = await database.reader
    .selectFrom('indexed_document')
    .innerJoin('stream', 'stream.stream', 'indexed_document.document')
    .select(['document', 'revision', 'title', 'human_id'])
    .execute()
  const hidden = await ledger.hidden(
    person,
    rows.map(({ document }) => document),
  )
  const known = new Map(
    rows.filter(({ document }) => !hidden.has(document)).map((row) => [row.document, row]),
  )
  const answer = await searchLibrary(
    database,
    { terms: [words] },
    [...known.values()].map(({ document: id, revision, title }) => ({ id, revision, title })),
  )
  return answer.candidates.slice(0, most).map(({ path, quote, location }) => ({
    document: path,
    humanId: known.get(path)?.human_id ?? '',
    title: known.get(path)?.title ?? '',
    quote,
    page: location.page ?? null,
    headings: location.headings,
  }))
}

/** As many as one question may wait for. */
const indexedAtOnce = 100

/** Documents from before the index come into it when they are first asked for, some with each question. */
const indexSome = async (ledger: Ledger): Promise<void> => {
  const { reader } = ledger.database
  const rows = await reader
    .selectFrom('stream')
    .select('stream')
    .where('kind', '=', 'document')
    .where('status', 'in', ['read', 'partly-read'])
    .where('stream', 'not in', reader.selectFrom('indexed_document').select('document'))
    .limit(indexedAtOnce)
    .execute()
  if (rows.length === 0) return
  const found = await ledger.loadAll(rows.map(({ stream }) => stream))
  await ensureIndexed(
    ledger.database,
    ofKind<DocumentState>(found, 'document').flatMap(({ stream, state }) => {
      const revision = state.revisions.at(-1)?.file.hash
      return revision === undefined ? [] : [{ id: stream, revision, title: state.title }]
    }),
  )
}
