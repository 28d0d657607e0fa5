import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Clause, Constraint } from '../catalogue/schema.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import type { Instant } from '../kernel/time.ts'
import { applicabilityOf } from './applicability.ts'
import { basisOf } from './basis.ts'
import { combine } from './combine.ts'
import { withCommonGaps } from './common-gaps.ts'
import type {
  Applicability,
  AsksAgain,
  ClauseAnswer,
  ConstraintAnswer,
  DocumentAnswer,
} from './contract.ts'
import { defenceOf, paragraphOf } from './defence.ts'
import { importedFor, withImported } from './imported-records.ts'
import { legsNotAsked, legsOf } from './legs.ts'
import { judgeLibrary, type LibraryJudge, othersTurn } from './library/judge-library.ts'
import { overLibrary } from './library/over-library.ts'
import { asksAgain, findingOf } from './library/persons-words.ts'
import { type Shelf, shelvesOf } from './library/shelf.ts'
import { saidInForce } from './library/standing.ts'
import { nextSteps } from './next-steps.ts'
import type { ReviewPorts } from './ports.ts'
import { type Facts, groupBy, today } from './queries/answer.ts'
import { askRecords } from './queries/queries.ts'
import { type LoadedRecords, loadRecords } from './records/load.ts'
import { scopeTo } from './records/scope.ts'
import type { Records, Viewed } from './records/views.ts'
import { underWay } from './under-way.ts'

export interface ReviewQuestion {
  /** A product's id; undefined asks about all of them together. */
  readonly product?: string | undefined
  /** One revision of the product; undefined asks about all of them. */
  readonly revision?: string | undefined
  readonly now: Instant
}

/**
 * Every constraint of the five clauses, answered from the documents of the library and from the
 * records, as far as the person behind the ports may see them. Refuses a product, or a revision of
 * it, that is not there.
 */
export const answerConstraints = async (
  catalogue: Catalogue,
  ports: ReviewPorts,
  judge: LibraryJudge,
  question: ReviewQuestion,
): Promise<readonly ClauseAnswer[] | Refusal> => {
  const { records, unread } = await loadRecords(ports)
  const scoped = inScope(records, question)
  if (isRefusal(scoped)) return scoped
  const { product, now } = question
  const facts: Facts = { now, channel: ports.channel, records: scoped }
  const library = await judgeLibrary(scoped.document, ports, judge, today(facts))
  const shelf = await shelvesOf(catalogue.constraints.values(), library)(scoped.document)
  return answerScope(catalogue, { facts, shelf, unread, product })
}

/** What one scope is answered from; several are answered from one reading and one judging. */
export interface ScopeSources {
  /** With the records of the scope alone. */
  readonly facts: Facts
  /** Of the documents of the scope. */
  readonly shelf: Shelf
  readonly unread: LoadedRecords['unread']
  /** The product whose scope it is; undefined where it is all of them together. */
  readonly product: string | undefined
}

export const answerScope = async (
  catalogue: Catalogue,
  scope: ScopeSources,
): Promise<readonly ClauseAnswer[]> => {
  const { facts } = scope
  const findings = facts.records['review-finding'].filter(({ status }) => status !== 'withdrawn')
  const about = groupBy(findings, ({ state }) => [state.constraint])
  const clauses: Omit<ClauseAnswer, 'commonGaps'>[] = []
  for (const clause of catalogue.clauses) {
    const constraints: ConstraintAnswer[] = []
    for (const constraint of clause.constraints) {
      constraints.push(await answerOne(constraint, about.get(constraint.id) ?? [], scope))
      // A query walks every record: others' requests get their turn between two of them.
      await othersTurn()
    }
    clauses.push(withDefence(clause, constraints, facts))
  }
  return withCommonGaps(catalogue.clauses, clauses)
}

const inScope = (
  records: Records,
  { product: id, revision }: Pick<ReviewQuestion, 'product' | 'revision'>,
): Records | Refusal => {
  if (id === undefined)
    return revision === undefined
      ? records
      : refuse('review/no-product', 'A revision is one of a product: name the product too.')
  const product = records.product.find((one) => one.id === id)
  if (product === undefined) return refuse('record/not-found', 'There is no product with this id.')
  if (revision !== undefined && !product.state.revisions.some((one) => one.revision === revision))
    return refuse(
      'record/not-found',
      `The product has no revision ${revision}. Take one from its page, or leave it out.`,
    )
  return scopeTo(records, { product: id, revision })
}

const answerOne = async (
  constraint: Constraint,
  about: readonly Viewed<'review-finding'>[],
  sources: ScopeSources,
): Promise<ConstraintAnswer> => {
  const { id, title, duty, gap } = constraint
  const { found, past } = await find(constraint, about, sources)
  const basis = basisOf({ id, ...found })
  const combined = combine(found.documents.verdict, found.records.verdict)
  const whole = about.filter(
    ({ state }) => state.document === null && holdsFor(state.product, sources.product),
  )
  const words = wordsOnTheWhole(whole, basis)
  const verdict = words.overruled?.state.verdict ?? combined
  return {
    id,
    title,
    duty,
    severity: gap.severity,
    ...found,
    verdict,
    next: nextSteps({ verdict, legs: found.legs }, constraint),
    basis,
    ...(words.overruled === undefined
      ? {}
      : { overruled: { ...findingOf(words.overruled), found: combined } }),
    ...(words.confirmed === undefined ? {} : { confirmed: findingOf(words.confirmed) }),
    ...(words.accepted === undefined ? {} : { accepted: findingOf(words.accepted) }),
    ...underWay(constraint.id, whole, sources.facts.records),
    asksAgain: [...past, ...words.past],
  }
}

interface Found {
  readonly found: Pick<ConstraintAnswer, 'applicability' | 'legs' | 'documents' | 'records'>
  readonly past: readonly AsksAgain[]
}

/** What the review finds, before people have their say on the whole. */
const find = async (
  constraint: Constraint,
  about: readonly Viewed<'review-finding'>[],
  { facts, shelf, unread }: ScopeSources,
): Promise<Found> => {
  const { id } = constraint
  const { document: all, product: products } = facts.records
  // Products that could not be read whole may be the ones of which it is asked.
  const applicability = unread.has('product')
    ? { applies: true, reason: 'The products could not be read whole.' }
    : applicabilityOf(constraint.applicability, products)
  if (!applicability.applies) return { found: notAsked(applicability), past: [] }
  const { answer, saying, asksAgain } = await overLibrary(id, shelf, about)
  // The library's list itself may not have been read whole.
  const listUnread = unread.has('document')
  const said: DocumentAnswer = listUnread ? { ...answer, verdict: 'could-not-run' } : answer
  const { imported, past } = importedFor(about, all)
  const records = withImported(askRecords(constraint, facts, unread), imported, facts)
  const legs = legsOf({
    constraint,
    alike: shelf.alike(id),
    listUnread,
    said,
    saying,
    records,
    imported,
    today: today(facts),
  })
  return {
    found: {
      applicability,
      legs,
      documents: { ...said, verdict: saidInForce(said.verdict, legs.inForce.verdict) },
      records,
    },
    past: [...asksAgain, ...past],
  }
}

const notAsked = (applicability: Applicability): Found['found'] => ({
  applicability,
  legs: legsNotAsked,
  documents: { verdict: 'not-applicable', read: 0, unread: 0, evidence: [] },
  records: { verdict: 'not-applicable', detail: applicability.reason, links: [] },
})

/** The words on the whole that hold, and those whose answer is another now. */
const wordsOnTheWhole = (whole: readonly Viewed<'review-finding'>[], basis: string) => {
  const isOfNow = ({ state }: Viewed<'review-finding'>) =>
    state.basis === null || state.basis === basis
  const verdicts = whole.filter(({ status }) => status === 'overruled' || status === 'confirmed')
  const last = verdicts.at(-1)
  const holds = last !== undefined && isOfNow(last) ? last : undefined
  return {
    overruled: holds?.status === 'overruled' ? holds : undefined,
    confirmed: holds?.status === 'confirmed' ? holds : undefined,
    accepted: whole.findLast(({ status }) => status === 'gap-accepted'),
    past:
      last === undefined || holds !== undefined
        ? []
        : [asksAgain(last, 'What the review found to it is another now.')],
  }
}

const withDefence = (
  clause: Clause,
  constraints: readonly ConstraintAnswer[],
  facts: Facts,
): Omit<ClauseAnswer, 'commonGaps'> => {
  const { said, withheld } = defenceOf(clause, constraints, facts)
  const defence = paragraphOf(said)
  return {
    id: clause.id,
    title: clause.title,
    constraints: constraints.map((answer) => {
      const own = paragraphOf(said.filter(({ claims }) => claims.some((id) => id === answer.id)))
      return own === undefined ? answer : { ...answer, defence: own }
    }),
    ...(defence === undefined ? {} : { defence }),
    withheld,
  }
}

/** A word on one product says nothing of all together. */
const holdsFor = (named: string | null, product: string | undefined): boolean =>
  named === null || named === product
