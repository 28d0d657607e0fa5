import type { DefectState, DocumentState, LookState } from '../../documents/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import { having, type Typed } from '../wiring/records.ts'
import type { Revision } from './original.ts'
import { type Kept, type Placed, placeFinder, statementsOf } from './statements.ts'

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
  /** The statement of then says it in other words now. */
  readonly reworded?: boolean
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
  const marks = [
    ...looks.flatMap((look) => marksOfLook(look, document.stream, known, versionOf, place)),
    ...looks.flatMap((look) =>
      marksOfDrawings(look, document.stream, shown, statements, versionOf, known),
    ),
    ...defects.flatMap((defect) => marksOfDefect(defect, document.stream, versionOf, place)),
  ]
  const follow = follower(ledger, document, statements)
  return {
    version: shown.version,
    revision: shown.file.hash,
    marks: await Promise.all(marks.map(follow)),
    at: at === undefined ? null : placeAsked(at, statements, place),
  }
}

/** Finds a statement again that was reworded since it was cited, by its lineage. */
const follower = (
  ledger: Ledger,
  { stream, state }: Typed<DocumentState>,
  shown: readonly Kept[],
): ((mark: Mark) => Promise<Mark>) => {
  const cited = new Map<string, ReturnType<typeof statementsOf>>()
  const statementsIn = (revision: string) => {
    const known = cited.get(revision) ?? statementsOf(ledger, stream, revision)
    cited.set(revision, known)
    return known
  }
  return async (mark) => {
    const revision = state.revisions.findLast(({ version }) => version === mark.citedIn)?.file.hash
    if (mark.statement !== null || mark.quote === '' || revision === undefined) return mark
    const then = placeFinder(await statementsIn(revision))(mark.quote)
    const now = shown.find(({ lineage }) => lineage !== '' && lineage === then?.lineage)
    return now === undefined ? mark : { ...mark, statement: now, reworded: true }
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

/** A drawing of the revision shown stands at its page, or under its heading. */
const marksOfDrawings = (
  { stream, humanId, state }: Typed<LookState>,
  document: string,
  shown: Revision,
  statements: readonly Placed[],
  versionOf: (revision: string) => string,
  known: ReadonlySet<string>,
): readonly Mark[] =>
  state.drawings
    .filter((one) => one.document === document)
    .filter(({ decision }) => decision.is !== 'kept' || !known.has(decision.defect))
    .filter(({ decision }) => decision.is !== 'overtaken')
    .map(({ id, revision, page, line, headings, reason, caption, decision }) => ({
      id: `${humanId}.${id}`,
      is: isOf(decision),
      record: stream,
      humanId,
      title: decision.is === 'dismissed' ? decision.reason : `A drawing: ${reason}`,
      status: state.status,
      reason,
      case: state.case,
      ...(decision.is === 'kept' ? { defect: decision.defect } : {}),
      quote: '',
      location: page === undefined ? (headings.at(-1) ?? '') : `page ${page}`,
      citedIn: versionOf(revision),
      statement:
        revision === shown.file.hash
          ? {
              // Before the first statement of its page, or of what its heading opens.
              index:
                (statements.find(({ location }) =>
                  page === undefined
                    ? location.headings.at(-1) === headings.at(-1)
                    : location.page === page,
                )?.index ?? 0) - 0.5,
              text: caption ?? headings.at(-1) ?? '',
              location: {
                headings,
                ...(page === undefined ? {} : { page }),
                ...(line === undefined ? {} : { line }),
              },
            }
          : null,
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
