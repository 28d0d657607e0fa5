import type { DefectState, DocumentState, LookState } from '../../documents/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import { having, type Typed } from '../wiring/records.ts'
import type { Revision } from './original.ts'
import { type Placed, placeFinder, statementsOf } from './statements.ts'

/** What stands beside a passage: a statement that a look doubts, or a defect that cites it. */
export interface Mark {
  readonly id: string
  readonly is: 'undecided' | 'dismissed' | 'false' | 'defect'
  /** The look or the defect. */
  readonly record: string
  readonly humanId: string
  readonly title: string
  readonly status: string
  /** Of a look: which of its candidates, why it was found, and the case. */
  readonly candidate?: string
  readonly reason?: string
  readonly confidence?: number
  readonly case?: string
  /** The defect that carries the correction of a statement that is false. */
  readonly defect?: string
  readonly quote: string
  /** As it was cited: where it stood, and in which version. */
  readonly location: string
  readonly citedIn: string
  /** Where it stands in the revision that is shown; null where it does not. */
  readonly statement: Placed | null
}

export interface Margin {
  readonly version: string
  readonly revision: string
  readonly marks: readonly Mark[]
  /** Where the passage stands that was asked for. */
  readonly at: Placed | null
}

/** Everything that stands beside this revision of a document, as far as this person may see it. */
export const marginOf = async (
  ledger: Ledger,
  document: Typed<DocumentState>,
  shown: Revision,
  { person, at }: { readonly person: string; readonly at: string | undefined },
): Promise<Margin> => {
  const [looks, defects, statements] = await Promise.all([
    seen(ledger, person, await having<LookState>(ledger, 'look', 'document', document.stream)),
    seen(ledger, person, await having<DefectState>(ledger, 'defect', 'document', document.stream)),
    statementsOf(ledger, document.stream, shown.file.hash),
  ])
  const find = placeFinder(statements)
  const place = (quote: string) => find(quote) ?? null
  const versionOf = (revision: string) =>
    document.state.revisions.find(({ file }) => file.hash === revision)?.version ?? revision
  const known = new Set(defects.map(({ stream }) => stream))
  return {
    version: shown.version,
    revision: shown.file.hash,
    marks: [
      ...looks.flatMap((look) => marksOfLook(look, document.stream, known, versionOf, place)),
      ...defects.flatMap((defect) => marksOfDefect(defect, document.stream, versionOf, place)),
    ],
    at: at === undefined ? null : placeAsked(at, statements, place),
  }
}

const seen = async <State>(
  ledger: Ledger,
  person: string,
  records: readonly Typed<State>[],
): Promise<readonly Typed<State>[]> => {
  const hidden = await ledger.hidden(
    person,
    records.map(({ stream }) => stream),
  )
  return records.filter(({ stream }) => !hidden.has(stream))
}

const marksOfLook = (
  { stream, humanId, state }: Typed<LookState>,
  document: string,
  known: ReadonlySet<string>,
  versionOf: (revision: string) => string,
  place: (quote: string) => Placed | null,
): readonly Mark[] =>
  state.candidates
    .filter((one) => one.document === document)
    // The defect itself stands there; what was overtaken asks nobody any more.
    .filter(({ decision }) => decision.is !== 'kept' || !known.has(decision.defect))
    .filter(({ decision }) => decision.is !== 'overtaken')
    .map((one) => ({
      id: `${humanId}.${one.id}`,
      is: isOf(one.decision),
      record: stream,
      humanId,
      title: one.decision.is === 'dismissed' ? one.decision.reason : one.reason,
      status: state.status,
      candidate: one.id,
      reason: one.reason,
      confidence: one.confidence,
      case: state.case,
      ...(one.decision.is === 'kept' ? { defect: one.decision.defect } : {}),
      quote: one.quote,
      location: one.location,
      citedIn: versionOf(one.revision),
      statement: place(one.quote),
    }))

const isOf = ({ is }: LookState['candidates'][number]['decision']) =>
  is === 'kept' ? 'false' : is === 'undecided' ? 'undecided' : 'dismissed'

const marksOfDefect = (
  { stream, humanId, state }: Typed<DefectState>,
  document: string,
  versionOf: (revision: string) => string,
  place: (quote: string) => Placed | null,
): readonly Mark[] => {
  const cited = state.statements.filter((one) => one.document === document)
  const common = { is: 'defect', record: stream, humanId, title: state.title } as const
  const status = state.status
  return cited.length === 0
    ? [
        {
          ...common,
          id: humanId,
          status,
          quote: '',
          location: '',
          citedIn: '',
          statement: null,
        },
      ]
    : cited.map(({ quote, location, revision }, index) => ({
        ...common,
        id: index === 0 ? humanId : `${humanId}.${index + 1}`,
        status,
        quote,
        location,
        citedIn: versionOf(revision),
        statement: place(quote),
      }))
}

/** A statement by its number, or the words of one. */
const placeAsked = (
  at: string,
  statements: readonly Placed[],
  place: (quote: string) => Placed | null,
): Placed | null =>
  /^\d{1,9}$/.test(at) ? (statements.find(({ index }) => index === Number(at)) ?? null) : place(at)
