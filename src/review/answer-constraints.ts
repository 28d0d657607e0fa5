import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Clause, Constraint } from '../catalogue/schema.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import type { Instant } from '../kernel/time.ts'
import { combine } from './combine.ts'
import type { ClauseAnswer, ConstraintAnswer, Finding, Verdict } from './contract.ts'
import { defenceOf, paragraphOf } from './defence.ts'
import { judgeLibrary, type LibraryDocument, type LibraryJudge } from './library/judge-library.ts'
import { overLibrary } from './library/over-library.ts'
import type { ReviewPorts } from './ports.ts'
import { type Facts, today } from './queries/answer.ts'
import { askRecords } from './queries/queries.ts'
import { type LoadedRecords, loadRecords } from './records/load.ts'
import { scopeTo } from './records/scope.ts'
import type { Viewed } from './records/views.ts'

export interface ReviewQuestion {
  /** A product's id; undefined asks about all of them together. */
  readonly product?: string | undefined
  readonly now: Instant
}

/**
 * Every constraint of the five clauses, answered from the documents of the library and from the
 * records, as far as the person behind the ports may see them. Refuses a product that is not there.
 */
export const answerConstraints = async (
  catalogue: Catalogue,
  ports: ReviewPorts,
  judge: LibraryJudge,
  question: ReviewQuestion,
): Promise<readonly ClauseAnswer[] | Refusal> =>
  answerLoaded(catalogue, await loadRecords(ports), ports, judge, question)

/** The same from records that are read already: several products are answered from one reading. */
export const answerLoaded = async (
  catalogue: Catalogue,
  loaded: LoadedRecords,
  ports: Pick<ReviewPorts, 'passages' | 'channel'>,
  judge: LibraryJudge,
  { product, now }: ReviewQuestion,
): Promise<readonly ClauseAnswer[] | Refusal> => {
  if (product !== undefined && !loaded.records.product.some(({ id }) => id === product))
    return refuse('record/not-found', 'There is no product with this id.')
  const records = product === undefined ? loaded.records : scopeTo(loaded.records, product)
  const facts: Facts = { now, channel: ports.channel, records }
  const library = await judgeLibrary(records.document, ports, judge, today(facts))
  const findings = records['review-finding'].filter(({ status }) => status !== 'withdrawn')
  const sources: Sources = { facts, library, unread: loaded.unread, findings, product }
  const clauses: ClauseAnswer[] = []
  for (const clause of catalogue.clauses) {
    const constraints: ConstraintAnswer[] = []
    for (const constraint of clause.constraints) {
      constraints.push(await answerOne(constraint, sources))
      // A query walks every record: others' requests get their turn between two of them.
      await new Promise<void>((resume) => void setImmediate(resume))
    }
    clauses.push(withDefence(clause, constraints, facts))
  }
  return clauses
}

interface Sources {
  readonly facts: Facts
  readonly library: readonly LibraryDocument[]
  readonly unread: LoadedRecords['unread']
  readonly findings: readonly Viewed<'review-finding'>[]
  readonly product: string | undefined
}

const answerOne = async (
  { id, title, duty, gap }: Constraint,
  { facts, library, unread, findings, product }: Sources,
): Promise<ConstraintAnswer> => {
  const about = findings.filter(({ state }) => state.constraint === id)
  const documents = await overLibrary(id, library, about)
  // The library's list itself may not have been read whole.
  const documentsVerdict: Verdict = unread.has('document') ? 'could-not-run' : documents.verdict
  const records = askRecords(id, facts, unread)
  const found = combine(documentsVerdict, records.verdict)
  const whole = about.filter(
    ({ state }) => state.document === null && holdsFor(state.product, product),
  )
  const overruling = whole.findLast(({ status }) => status === 'overruled')
  const accepting = whole.findLast(({ status }) => status === 'gap-accepted')
  return {
    id,
    title,
    duty,
    severity: gap.severity,
    documents: { ...documents, verdict: documentsVerdict },
    records,
    verdict: overruling?.state.verdict ?? found,
    ...(overruling === undefined ? {} : { overruled: { ...findingOf(overruling), found } }),
    ...(accepting === undefined ? {} : { accepted: findingOf(accepting) }),
  }
}

const withDefence = (
  clause: Clause,
  constraints: readonly ConstraintAnswer[],
  facts: Facts,
): ClauseAnswer => {
  const sentences = defenceOf(clause, constraints, facts)
  const defence = paragraphOf(sentences)
  return {
    id: clause.id,
    title: clause.title,
    constraints: constraints.map((answer) => {
      const own = paragraphOf(
        sentences.filter(({ claims }) => claims.some((id) => id === answer.id)),
      )
      return own === undefined ? answer : { ...answer, defence: own }
    }),
    ...(defence === undefined ? {} : { defence }),
  }
}

/** A word on one product says nothing of all together. */
const holdsFor = (named: string | null, product: string | undefined): boolean =>
  named === null || named === product

const findingOf = ({ id, humanId, state }: Viewed<'review-finding'>): Finding => ({
  id,
  humanId,
  reason: state.reason,
  by: state.name === '' ? state.by : state.name,
  at: state.at,
})
