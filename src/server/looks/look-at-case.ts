import type { CaseState } from '../../cases/index.ts'
import {
  type FoundStatement,
  type ImpactCandidate,
  type ImpactFacts,
  isNews,
  planRounds,
  statementKey,
} from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'
import type { RecordedEvent } from '../../ledger/index.ts'
import type { Parts } from '../parts.ts'
import { issue } from '../reactions/issue.ts'
import type { Typed } from '../wiring/records.ts'
import {
  affectedDocuments,
  isSearchable,
  type LibraryDocument,
  newest,
  whyUnread,
} from './affected-documents.ts'
import { factsOf } from './case-facts.ts'
import { drawingsIn } from './drawings.ts'
import { dismissedBefore, knownOf, looksOf, type Newest, newestStatements } from './known.ts'
import { omissionsIn } from './omissions.ts'
import { searchWhole } from './search.ts'
import { placeOf } from './statements.ts'

/** What asks for a look. */
export interface Occasion {
  readonly event: RecordedEvent
  /** Recorded though it finds nothing new: somebody asked for it, or a test of the fix passed. */
  readonly always: boolean
  /** Searched for instead of the facts of the case. */
  readonly facts?: ImpactFacts
  /** Statements beside those that a search finds: counterparts in other languages. */
  readonly statements?: readonly FoundStatement[]
  /** Documents that a person has to read because of it. */
  readonly unread?: readonly {
    readonly document: string
    readonly revision: string
    readonly reason: string
  }[]
}

/**
 * 4.1.9/after-fix: searches the documents of every affected revision for what may be false now, and
 * records what nobody was asked about yet. Done twice it adds nothing.
 */
export const lookAtCase = async (
  parts: Parts,
  about: Typed<CaseState>,
  occasion: Occasion,
): Promise<void> => {
  const { ledger } = parts
  const documents = await affectedDocuments(ledger, about.state)
  const readable = documents.filter(isSearchable)
  const own = (await factsOf(ledger, about.state)).facts
  // Guidance is asked about as the case gives it, whatever else is searched for.
  const facts = occasion.facts === undefined ? own : { ...occasion.facts, guidance: own.guidance }
  const newestOf = newestStatements(ledger, documents)
  const looks = await looksOf(ledger, about.stream)
  const { candidates, leftOut } = await searchWhole(ledger, facts, readable)
  const found = [
    ...(occasion.statements ?? []),
    ...(await statementsFound(candidates, documents, newestOf)).filter(
      (one) => !givesGuidance(one, own.guidance ?? []),
    ),
  ]
  const said = await dismissedBefore(ledger, about.stream, found)
  const unread = documents.flatMap((document) => {
    const reason = leftOut.includes(document.stream)
      ? 'More of its statements may be false than a list can hold.'
      : whyUnread(document)
    return reason === null ? [] : [named(document, reason)]
  })
  const guidance = facts.guidance ?? []
  const plan = planRounds(
    {
      facts,
      statements: found.map((one) => {
        const earlier = said.get(statementKey(one))
        return earlier === undefined ? one : { ...one, earlier: [...earlier] }
      }),
      omissions: await omissionsIn(ledger, facts, readable),
      drawings: drawingsIn(documents),
      searched: readable.map(({ stream, state }) => ({
        document: stream,
        revision: newest(state)?.file.hash ?? '',
      })),
      unread: [
        ...unread,
        ...(occasion.unread ?? []).filter(
          ({ document }) => !unread.some((one) => one.document === document),
        ),
      ],
    },
    await knownOf(ledger, looks, documents, newestOf, guidance),
  )
  const { event, always } = occasion
  let last = looks.at(-1)?.stream as string | undefined
  // What was recorded before it failed is not planned again: the rest is another step.
  const before = looks.reduce((sum, { state }) => sum + state.rounds.length, 0)
  for (const [index, part] of plan.rounds.entries()) {
    if (!isNews(part) && !(always && index === 0)) continue
    const round = { cause: event.type, ...part.round }
    const done = await issue(parts, event, {
      kind: 'look',
      ...(part.look === null
        ? {
            command: 'record',
            input: {
              case: about.stream,
              caseReference: about.humanId,
              ...(part.continues && last !== undefined ? { continues: last } : {}),
              ...round,
            },
          }
        : { command: 'search-again', id: part.look, input: round }),
      of: `${about.stream}:${before}:${index}`,
    })
    if ('id' in done) last = done.id
  }
  for (const { look, candidates } of plan.overtaken)
    await issue(parts, event, {
      kind: 'look',
      command: 'overtake',
      id: look,
      input: { candidates },
      of: `${about.stream}:${before}`,
    })
}

/** Found for nothing but words that the case itself wants documents to say: that is not false. */
const givesGuidance = ({ text, reason }: FoundStatement, guidance: readonly string[]): boolean =>
  reason.startsWith('shares the word') &&
  guidance.some((wanted) => plain(text).includes(plain(wanted)))

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const named = ({ stream, state }: LibraryDocument, reason: string) => ({
  document: stream,
  revision: newest(state)?.file.hash ?? '',
  reason: reason.slice(0, limits.text.line).toWellFormed(),
})

const longestQuote = 2_000

const statementsFound = async (
  candidates: readonly ImpactCandidate[],
  documents: readonly LibraryDocument[],
  newestOf: Newest,
): Promise<readonly FoundStatement[]> => {
  const revisions = new Map(
    documents.map(({ stream, state }) => [stream as string, newest(state)?.file.hash ?? '']),
  )
  const found: FoundStatement[] = []
  for (const { path, quote, location, reason, confidence } of candidates) {
    const standing = ((await newestOf.of(path)) ?? []).filter(({ text }) => text.includes(quote))
    const place = placeOf(location)
    const statement = standing.find((one) => placeOf(one.location) === place) ?? standing[0]
    found.push({
      document: path,
      revision: revisions.get(path) ?? '',
      quote: quote.slice(0, longestQuote).toWellFormed(),
      text: statement?.text ?? quote,
      location: placeOf(location),
      reason: reason.toWellFormed(),
      confidence,
      ...(statement?.lineage === undefined ? {} : { lineage: statement.lineage }),
    })
  }
  return found
}
