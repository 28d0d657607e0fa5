import {
  type DefectState,
  isOver,
  type Known,
  type LookState,
  type StandsNow,
  statementKey,
} from '../../documents/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import { having, ofKind, type Typed } from '../wiring/records.ts'
import { isSearchable, type LibraryDocument, newest } from './affected-documents.ts'
import { type LibraryStatement, placeOf, statementsOf } from './statements.ts'

export type Look = Typed<LookState>

/** The looks of a case, oldest first. */
export const looksOf = async (ledger: Ledger, about: string): Promise<readonly Look[]> =>
  [...(await having<LookState>(ledger, 'look', 'case', about))].sort((a, b) =>
    a.humanId < b.humanId ? -1 : 1,
  )

/** Statements of the newest revisions, each document loaded once. */
export interface Newest {
  of(document: string): Promise<readonly LibraryStatement[] | undefined>
}

export const newestStatements = (ledger: Ledger, documents: readonly LibraryDocument[]): Newest => {
  const byId = new Map(documents.map((document) => [document.stream as string, document]))
  const loaded = new Map<string, Promise<readonly LibraryStatement[]>>()
  return {
    of: async (id) => {
      const document = byId.get(id)
      if (document === undefined || !isSearchable(document)) return undefined
      const statements =
        loaded.get(id) ?? statementsOf(ledger, id, newest(document.state)?.file.hash ?? '')
      loaded.set(id, statements)
      return statements
    },
  }
}

/** What was asked and decided for a case before, and how it stands in the newest revisions. */
export const knownOf = async (
  ledger: Ledger,
  looks: readonly Look[],
  documents: readonly LibraryDocument[],
  newestOf: Newest,
  guidance: readonly string[],
): Promise<Known> => {
  const revisions = new Map(
    documents.map(({ stream, state }) => [stream as string, newest(state)?.file.hash ?? '']),
  )
  const statements = new Map<string, readonly LibraryStatement[]>()
  const needed = new Set(looks.flatMap(({ state }) => cited(state)))
  for (const document of needed) {
    const found = await newestOf.of(document)
    if (found !== undefined) statements.set(document, found)
  }
  return {
    looks: looks.map(({ stream, state }) => ({ id: stream, state })),
    standsNow: ({ document, lineage, quote }) => {
      const now = statements.get(document)
      if (now === undefined) return undefined
      const found =
        (lineage === undefined ? undefined : now.find((one) => one.lineage === lineage)) ??
        now.find(({ text }) => quote !== '' && text.includes(quote))
      return found === undefined ? null : standing(found, revisions.get(document) ?? '')
    },
    defects: await defectsOf(ledger, looks),
    guidance,
  }
}

const standing = ({ text, location }: LibraryStatement, revision: string): StandsNow => ({
  revision,
  text,
  location: placeOf(location),
})

const cited = ({ candidates, omissions }: LookState): readonly string[] => [
  ...candidates.map(({ document }) => document),
  ...omissions.flatMap(({ decision }) =>
    decision.is === 'stands-elsewhere' ? [decision.document] : [],
  ),
]

const defectsOf = async (ledger: Ledger, looks: readonly Look[]): Promise<Known['defects']> => {
  const kept = looks.flatMap(({ state }) =>
    [...state.candidates, ...state.omissions, ...state.drawings].flatMap(({ decision }) =>
      decision.is === 'kept' ? [decision.defect] : [],
    ),
  )
  const defects = ofKind<DefectState>(await ledger.loadAll([...new Set(kept)]), 'defect')
  const all = new Map<
    string,
    { over: boolean; withdrawn: boolean; corrected: ReadonlySet<string> }
  >()
  for (const { stream, state } of defects)
    all.set(stream, {
      over: isOver(state),
      withdrawn: state.status === 'withdrawn',
      corrected: new Set(await correctedTexts(ledger, state)),
    })
  return all
}

/** What the document said in the revision that corrected it; its words there were verified. */
const correctedTexts = async (
  ledger: Ledger,
  { status, document, correction }: DefectState,
): Promise<readonly string[]> => {
  if (status !== 'closed' || correction === null) return []
  const found = await ledger.load(document)
  const [record] = found === undefined ? [] : ofKind<LibraryDocument['state']>([found], 'document')
  const revision = record?.state.revisions.find(
    ({ version, file }) => version === correction.revision || file.hash === correction.revision,
  )
  return revision === undefined
    ? []
    : (await statementsOf(ledger, document, revision.file.hash)).map(({ text }) => text)
}

const atOnce = 200

/**
 * What was said of these statements for other cases, where the reason is about the statement. A
 * case that is for those named on it alone says nothing to others.
 */
export const dismissedBefore = async (
  ledger: Ledger,
  about: string,
  statements: readonly Parameters<typeof statementKey>[0][],
): Promise<
  ReadonlyMap<string, readonly { case: string; reference: string; look: string; reason: string }[]>
> => {
  const keys = [...new Set(statements.map(statementKey))]
  const ids = new Set<string>()
  for (let from = 0; from < keys.length; from += atOnce) {
    const rows = await ledger.database.reader
      .selectFrom('facet')
      .select('stream')
      .distinct()
      .where('kind', '=', 'look')
      .where('name', '=', 'dismissed-always')
      .where('value', 'in', keys.slice(from, from + atOnce))
      .limit(atOnce)
      .execute()
    for (const { stream } of rows) ids.add(stream)
  }
  const looks = ofKind<LookState>(await ledger.loadAll([...ids]), 'look').filter(
    ({ state }) => state.case !== about,
  )
  const cases = await ledger.loadAll([...new Set(looks.map(({ state }) => state.case))])
  const open = new Set(
    cases.filter(({ restricted }) => !restricted).map(({ stream }) => stream as string),
  )
  const said = new Map<
    string,
    { case: string; reference: string; look: string; reason: string }[]
  >()
  for (const { stream, state } of looks)
    if (open.has(state.case))
      for (const one of state.candidates)
        if (one.decision.is === 'dismissed' && one.decision.holds === 'always') {
          const key = statementKey(one)
          const { reason } = one.decision
          const entry = {
            case: state.case,
            reference: state.caseReference,
            look: stream,
            reason: reason.slice(0, 600).toWellFormed(),
          }
          said.set(key, [...(said.get(key) ?? []), entry].slice(-3))
        }
  return said
}
