import type { Constraint } from '../catalogue/schema.ts'
import { limits } from '../kernel/limits.ts'
import type {
  DocumentAnswer,
  ImportedRecord,
  Legs,
  RecordAnswer,
  StandingDocument,
} from './contract.ts'
import type { Document } from './library/judge-library.ts'
import { inForceLeg, nameOf, standingOf } from './library/standing.ts'
import { count } from './queries/answer.ts'

export interface LegSources {
  readonly constraint: Constraint
  /** Of the scope those that are called like ones in which it would stand. */
  readonly alike: readonly Document[]
  /** Whether the list itself could not be read whole. */
  readonly listUnread: boolean
  readonly said: DocumentAnswer
  /** Those that say it best. */
  readonly saying: readonly Document[]
  readonly records: RecordAnswer
  readonly imported: readonly ImportedRecord[]
  readonly today: string
}

/** The four questions under a verdict, each with its own answer. */
export const legsOf = (sources: LegSources): Legs => {
  const { alike, saying, said, records, imported, today } = sources
  const says = new Set(saying)
  // What says it is of the kind, whatever it is called.
  const there = [...saying, ...alike.filter((one) => !says.has(one))]
  return {
    exists: existsLeg(there, sources),
    says: { verdict: said.verdict, detail: saysDetail(said), evidence: said.evidence },
    inForce: inForceOf(saying.length > 0 ? saying : alike, sources, today),
    record: { verdict: records.verdict, detail: records.detail, links: records.links, imported },
  }
}

const existsLeg = (
  there: readonly Document[],
  { constraint, listUnread, said, today }: LegSources,
): Legs['exists'] => {
  const documents = shown(there, today)
  if (there.length > 0)
    return {
      verdict: there.some(({ state }) => state.revisions.length > 0) ? 'met' : 'partial',
      detail: `${count(there.length, 'document')} of the kind: ${there.slice(0, 5).map(nameOf).join(', ')}${there.length > 5 ? ' …' : ''}.`,
      documents,
    }
  if (said.verdict === 'not-applicable')
    return { verdict: 'not-applicable', detail: 'No document is asked for it.', documents }
  if (listUnread)
    return { verdict: 'could-not-run', detail: 'The library could not be read whole.', documents }
  return {
    verdict: 'absent',
    detail: `The library has no document that looks like one of: ${constraint.signals.fileNames.join(', ')}.`,
    documents,
  }
}

const saysDetail = ({ verdict, read, unread, evidence }: DocumentAnswer): string => {
  const whole = `${count(read, 'document')} read`
  const rest = unread > 0 ? `, ${unread} not or only in part` : ''
  switch (verdict) {
    case 'met':
    case 'partial': {
      const from = new Set(evidence.map(({ documentId }) => documentId)).size
      return evidence.length === 0
        ? `A person says so of a document. ${whole}${rest}.`
        : `${count(evidence.length, 'passage')} of ${count(from, 'document')} ${verdict === 'met' ? 'say it' : 'say a part of it'}; ${whole}${rest}.`
    }
    case 'absent':
      return `No passage says it; ${whole}${rest}.`
    case 'not-applicable':
      return 'People say of every document that it is about something else.'
    case 'could-not-run':
      return `No passage that could be read says it, but not all could: ${whole}${rest}.`
    default:
      return verdict satisfies never
  }
}

const inForceOf = (
  documents: readonly Document[],
  { listUnread, said }: LegSources,
  today: string,
): Legs['inForce'] => ({
  ...(documents.length === 0 && said.verdict === 'not-applicable'
    ? { verdict: 'not-applicable' as const, detail: 'No document is asked for it.' }
    : documents.length === 0 && listUnread
      ? { verdict: 'could-not-run' as const, detail: 'The library could not be read whole.' }
      : inForceLeg(documents, today)),
  documents: shown(documents, today),
})

const shown = (documents: readonly Document[], today: string): readonly StandingDocument[] =>
  documents.slice(0, limits.review.evidence).map((document) => standingOf(document, today))

const notAsked = { verdict: 'not-applicable', detail: 'Not asked of this scope.' } as const

/** Of a constraint that asks nothing of the scope. */
export const legsNotAsked: Legs = {
  exists: { ...notAsked, documents: [] },
  says: { ...notAsked, evidence: [] },
  inForce: { ...notAsked, documents: [] },
  record: { ...notAsked, links: [], imported: [] },
}
