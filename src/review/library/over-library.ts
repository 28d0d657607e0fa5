import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Passage, PassageLocation } from '../../kernel/passage.ts'
import type { AsksAgain, DocumentAnswer, DocumentEvidence, Verdict } from '../contract.ts'
import type { Evidence } from '../judge/verdicts.ts'
import { groupBy } from '../queries/answer.ts'
import type { Viewed } from '../records/views.ts'
import type { Document, LibraryDocument } from './judge-library.ts'
import { evidenceOfPerson, passageHash } from './passage-hash.ts'
import { findingOf, type HeldWord, insteadOf, wordsOn } from './persons-words.ts'
import type { Shelf } from './shelf.ts'
import { nameOf } from './standing.ts'
import { evidencePerDocument, saysNothing } from './worth-keeping.ts'

/** What one document says to one constraint, after people had their say. */
interface Said {
  readonly document: Document
  readonly verdict: Verdict
  readonly confidence: number
  /** Worked out for those that are shown. */
  evidence(): readonly DocumentEvidence[]
}

/** What the documents say, which of them say it best, and which words of people hold no more. */
export interface SaidByLibrary {
  readonly answer: DocumentAnswer
  /** Those whose verdict is the answer's, best first; empty where none says it. */
  readonly saying: readonly Document[]
  readonly asksAgain: readonly AsksAgain[]
}

/**
 * One constraint over the documents of the library: the best of them decides. Absent only where
 * every document was read whole; one that was not may hold what is missing. `findings` are people's
 * words on single documents, oldest first: the last that still holds counts.
 */
export const overLibrary = async (
  id: ConstraintId,
  shelf: Pick<Shelf, 'judged' | 'speaking'>,
  findings: readonly Viewed<'review-finding'>[],
): Promise<SaidByLibrary> => {
  const said: Said[] = []
  const asksAgain: AsksAgain[] = []
  const words = groupBy(
    findings.filter(({ state }) => state.constraint === id && state.verdict !== null),
    ({ state }) => (state.document === null ? [] : [state.document]),
  )
  const speaking = shelf.speaking(id)
  for (const one of words.size === 0 ? speaking : withWords(shelf.judged, speaking, words)) {
    const about = words.get(one.document.id)
    const { held, past } = about === undefined ? nobodySpoke : await wordsOn(one, about)
    said.push(saidBy(id, one, held))
    asksAgain.push(...past)
  }
  // All others say nothing to it, which is a verdict too.
  const applying =
    shelf.judged.length - said.filter(({ verdict }) => verdict === 'not-applicable').length
  const unread = said.filter(({ verdict }) => verdict === 'could-not-run').length
  const saying = said
    .filter(({ verdict }) => verdict === 'met' || verdict === 'partial')
    .sort((a, b) => rank(a.verdict) - rank(b.verdict) || b.confidence - a.confidence)
  const verdict = saying[0]?.verdict ?? (unread > 0 ? 'could-not-run' : 'absent')
  return {
    answer: {
      verdict,
      read: applying - unread,
      unread,
      evidence: firstOf(saying, limits.review.evidence),
    },
    saying: saying.filter((one) => one.verdict === verdict).map(({ document }) => document),
    asksAgain,
  }
}

/** Those that speak and those that people spoke about, in the order of the library. */
const withWords = (
  judged: readonly LibraryDocument[],
  speaking: readonly LibraryDocument[],
  words: ReadonlyMap<string, unknown>,
): readonly LibraryDocument[] => {
  const speaks = new Set(speaking)
  return judged.filter((one) => speaks.has(one) || words.has(one.document.id))
}

const nobodySpoke = { held: [], past: [] }

const firstOf = (saying: readonly Said[], most: number): readonly DocumentEvidence[] => {
  const shown: DocumentEvidence[] = []
  for (const one of saying) {
    if (shown.length >= most) break
    shown.push(...one.evidence())
  }
  return shown.slice(0, most)
}

const rank = (verdict: Verdict): number => (verdict === 'met' ? 0 : 1)

const saidBy = (id: ConstraintId, one: LibraryDocument, held: readonly HeldWord[]): Said => {
  const { document } = one
  const { verdict, confidence, evidence } = one.judged.verdicts[id] ?? saysNothing
  const found = () =>
    evidence
      .slice(0, evidencePerDocument)
      .map((shown) => evidenceOf(one, shown, one.judged.passageHashes.get(shown.passage) ?? ''))
  const said = insteadOf(verdict, held)
  if (said === undefined) return { document, verdict, confidence, evidence: found }
  if (said.finding.status !== 'confirmed')
    return {
      document,
      verdict: said.verdict,
      confidence: 1,
      evidence: () => (said.passage === undefined ? [] : [pointedTo(one, said.passage)]),
    }
  return {
    document,
    verdict: said.verdict,
    confidence: 1,
    evidence: () =>
      held.reduce<readonly DocumentEvidence[]>(
        (all, word) => withConfirmed(one, all, word),
        found(),
      ),
  }
}

/** The evidence with the mark on the passage that was confirmed; it is there, found again or not. */
const withConfirmed = (
  one: LibraryDocument,
  found: readonly DocumentEvidence[],
  { finding, passage }: HeldWord,
): readonly DocumentEvidence[] => {
  if (finding.status !== 'confirmed') return found
  const confirmed = findingOf(finding)
  if (passage === undefined) return found.map((shown) => ({ ...shown, confirmed }))
  const isIt = (shown: DocumentEvidence) => shown.passageHash === finding.state.passageHash
  return found.some(isIt) || finding.state.verdict === 'absent'
    ? found.map((shown) => (isIt(shown) ? { ...shown, confirmed } : shown))
    : [{ ...pointedTo(one, passage), confirmed }, ...found]
}

const pointedTo = (one: LibraryDocument, passage: Passage): DocumentEvidence =>
  evidenceOf(one, evidenceOfPerson(passage), passageHash(passage.text))

const evidenceOf = (
  { document, revision }: LibraryDocument,
  { quote, focus, passage, location, pattern }: Evidence,
  hash: string,
): DocumentEvidence => ({
  document: nameOf(document),
  documentId: document.id,
  version: revision.version,
  file: revision.file.name,
  revision: revision.file.hash,
  quote,
  ...(focus === undefined ? {} : { focus }),
  location: placeOf(location),
  ...(location.page === undefined ? {} : { page: location.page }),
  ...(location.headings.length === 0 ? {} : { heading: location.headings.at(-1) ?? '' }),
  passage,
  passageHash: hash,
  pattern,
})

const placeOf = ({ page, line, headings }: PassageLocation): string =>
  [
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...headings,
  ]
    .join(' › ')
    .slice(0, 300)
