import type { CaseState } from '../../cases/index.ts'
import {
  counterpartOf,
  type DocumentState,
  type FoundStatement,
  impactFactsSchema,
  type LookState,
} from '../../documents/index.ts'
import type { Ledger, RecordedEvent } from '../../ledger/index.ts'
import { ofKind, one, type Typed } from '../wiring/records.ts'
import {
  affectedDocuments,
  isSearchable,
  type LibraryDocument,
  newest,
} from './affected-documents.ts'
import type { Occasion } from './look-at-case.ts'
import { placeOf, statementsOf } from './statements.ts'

/** A case whose documents are to be looked at, and why. */
export interface Asked {
  readonly about: Typed<CaseState>
  readonly occasion: Occasion
}

/** Events of a case after which its documents are searched whatever was found before. */
const always = ['case.fix-verified', 'case.look-asked', 'case.disposition-approved']

/** Events of a case that change what is searched for, or where; once it has been looked. */
const whileLooking = [
  'case.described',
  'case.impact-set',
  'case.range-decided',
  'case.impact-proposed',
  'case.disposition-proposed',
  'case.reopened',
]

export const occasions: readonly string[] = [
  ...always,
  ...whileLooking,
  'document.read',
  'document.described',
  'look.candidate-kept',
]

/** Which cases these events ask to look for, each with the event that counts most. */
export const askedBy = async (
  ledger: Ledger,
  events: readonly RecordedEvent[],
): Promise<readonly Asked[]> => {
  const asked = new Map<string, Asked>()
  const note = (about: Typed<CaseState> | undefined, occasion: Occasion) => {
    if (about === undefined || about.state.closed !== null) return
    const before = asked.get(about.stream)?.occasion
    const statements = [...(before?.statements ?? []), ...(occasion.statements ?? [])]
    const unread = [...(before?.unread ?? []), ...(occasion.unread ?? [])]
    const counts = before !== undefined && rank(before) <= rank(occasion) ? before : occasion
    asked.set(about.stream, { about, occasion: { ...counts, statements, unread } })
  }
  for (const event of events) {
    if (event.type === 'document.read' || event.type === 'document.described')
      for (const about of await casesOf(ledger, event.stream)) note(about, { event, always: false })
    else if (event.type === 'look.candidate-kept') {
      const found = await counterparts(ledger, event)
      if (found !== undefined) note(found.about, found.occasion)
    } else {
      const about = await one<CaseState>(ledger, 'case', event.stream)
      const isAlways = always.includes(event.type)
      if (about !== undefined && (isAlways || (await hasLook(ledger, about.stream))))
        note(about, { event, always: isAlways, ...chosenFacts(event) })
    }
  }
  return [...asked.values()]
}

/** The earlier an event stands in the list, the more it says of why somebody looked. */
const rank = ({ event }: Occasion): number => occasions.indexOf(event.type)

const hasLook = async (ledger: Ledger, about: string): Promise<boolean> =>
  (await ledger.having('look', 'case', about, 1)).length > 0

const chosenFacts = ({ type, payload }: RecordedEvent): Pick<Occasion, 'facts'> => {
  if (type !== 'case.look-asked') return {}
  const { data } = impactFactsSchema.safeParse(payload.facts)
  return data === undefined ? {} : { facts: data }
}

/** Open cases that were looked at and touch a product of this document. */
const casesOf = async (ledger: Ledger, document: string): Promise<readonly Typed<CaseState>[]> => {
  const found = await one<DocumentState>(ledger, 'document', document)
  if (found === undefined || found.state.products.length === 0) return []
  const rows = await ledger.database.reader
    .selectFrom('facet')
    .innerJoin('stream', 'stream.stream', 'facet.stream')
    .select('facet.stream')
    .distinct()
    .where('facet.kind', '=', 'case')
    .where('facet.name', '=', 'product')
    .where('facet.value', 'in', [...found.state.products])
    .where('stream.status', '!=', 'closed')
    .orderBy('facet.stream')
    .execute()
  const looked = []
  for (const { stream } of rows) if (await hasLook(ledger, stream)) looked.push(stream)
  return ofKind<CaseState>(await ledger.loadAll(looked), 'case')
}

/** A statement that is false in one language is asked about in all others. */
const counterparts = async (ledger: Ledger, event: RecordedEvent): Promise<Asked | undefined> => {
  const look = await one<LookState>(ledger, 'look', event.stream)
  const kept = look?.state.candidates.find(({ id }) => id === event.payload.candidate)
  if (look === undefined || kept === undefined) return undefined
  const about = await one<CaseState>(ledger, 'case', look.state.case)
  if (about === undefined) return undefined
  const documents = await affectedDocuments(ledger, about.state)
  const said = documents.find(({ stream }) => stream === kept.document)
  if (said === undefined) return undefined
  const among = await statementsOf(ledger, said.stream, kept.revision)
  const passage =
    among.find(({ lineage }) => lineage !== undefined && lineage === kept.lineage) ??
    among.find(({ text }) => text.includes(kept.quote))
  const statements: FoundStatement[] = []
  const unread: { document: string; revision: string; reason: string }[] = []
  for (const other of documents.filter((one) => saysTheSame(one, said))) {
    const revision = newest(other.state)?.file.hash ?? ''
    // One that could not be read is told of anyway.
    if (!isSearchable(other)) continue
    const theirs = await statementsOf(ledger, other.stream, revision)
    const found = passage === undefined ? undefined : counterpartOf(passage, among, theirs)
    if (found === undefined)
      unread.push({
        document: other.stream,
        revision,
        reason: `The counterpart of a false statement of ${said.humanId} was not found in it.`,
      })
    else
      statements.push({
        document: other.stream,
        revision,
        quote: found.text.slice(0, 2_000).toWellFormed(),
        text: found.text,
        location: placeOf(found.location),
        reason: `says in ${other.state.language} what is false in ${said.humanId} (${said.state.language})`,
        confidence: 0.9,
        ...(found.lineage === undefined ? {} : { lineage: found.lineage }),
        counterpartOf: {
          document: said.stream,
          quote: kept.quote,
          defect: String(event.payload.defect),
        },
      })
  }
  return statements.length + unread.length === 0
    ? undefined
    : { about, occasion: { event, always: false, statements, unread } }
}

/** The original and its translations; a document that is its own translation says nothing. */
const saysTheSame = (one: LibraryDocument, other: LibraryDocument): boolean =>
  one.stream !== other.stream && groupOf(one) === groupOf(other)

const groupOf = ({ stream, state }: LibraryDocument): string => state.translationOf ?? stream
