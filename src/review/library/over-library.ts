import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { PassageLocation } from '../../kernel/passage.ts'
import type { DocumentAnswer, DocumentEvidence, Verdict } from '../contract.ts'
import type { Evidence } from '../judge/verdicts.ts'
import type { Viewed } from '../records/views.ts'
import type { LibraryDocument } from './judge-library.ts'
import { passageHash } from './passage-hash.ts'

/** What one document says to one constraint, after people had their say. */
interface Said {
  readonly verdict: Verdict
  readonly confidence: number
  readonly evidence: readonly DocumentEvidence[]
}

const evidencePerDocument = 3

/**
 * One constraint over the documents of the library: the best of them decides. Absent only where
 * every document was read whole; one that was not may hold what is missing. `findings` are the
 * overrulings of single documents, oldest first: the last that still holds counts.
 */
export const overLibrary = async (
  id: ConstraintId,
  library: readonly LibraryDocument[],
  findings: readonly Viewed<'review-finding'>[],
): Promise<DocumentAnswer> => {
  const said: Said[] = []
  for (const one of library) said.push(await saidBy(id, one, findings))
  const applying = said.filter(({ verdict }) => verdict !== 'not-applicable')
  const unread = applying.filter(({ verdict }) => verdict === 'could-not-run').length
  const saying = applying
    .filter(({ verdict }) => verdict === 'met' || verdict === 'partial')
    .sort((a, b) => rank(a.verdict) - rank(b.verdict) || b.confidence - a.confidence)
  return {
    verdict: saying[0]?.verdict ?? (unread > 0 ? 'could-not-run' : 'absent'),
    read: applying.length - unread,
    unread,
    evidence: saying.flatMap(({ evidence }) => evidence).slice(0, limits.review.evidence),
  }
}

const rank = (verdict: Verdict): number => (verdict === 'met' ? 0 : 1)

const saidBy = async (
  id: ConstraintId,
  one: LibraryDocument,
  findings: readonly Viewed<'review-finding'>[],
): Promise<Said> => {
  for (const finding of findings.toReversed()) {
    const { state } = finding
    if (state.constraint !== id || state.document !== one.document.id || state.verdict === null)
      continue
    const held = await heldBy(finding, one)
    if (held !== undefined) return { verdict: state.verdict, confidence: 1, evidence: held }
  }
  const { verdict, confidence, evidence } = one.judged.verdicts[id]
  return {
    verdict,
    confidence,
    evidence: evidence
      .slice(0, evidencePerDocument)
      .map((shown) => evidenceOf(one, shown, one.judged.passageHashes.get(shown.passage) ?? '')),
  }
}

/**
 * A person's word on a document holds until the passage it is about changes; without a passage,
 * until the document has a new revision. Undefined where it holds no more.
 */
const heldBy = async (
  { state }: Viewed<'review-finding'>,
  one: LibraryDocument,
): Promise<readonly DocumentEvidence[] | undefined> => {
  if (state.passageHash === null) return one.revision.addedAt <= state.at ? [] : undefined
  const passage = (await one.passages()).find(({ text }) => passageHash(text) === state.passageHash)
  if (passage === undefined) return undefined
  const shows = state.verdict === 'met' || state.verdict === 'partial'
  if (!shows) return []
  const { text, index, location } = passage
  const pointed = { quote: text.slice(0, quoted), passage: index, location, pattern: 'person' }
  return [evidenceOf(one, pointed, state.passageHash)]
}

const quoted = 600

const evidenceOf = (
  { document, revision }: LibraryDocument,
  { quote, passage, location, pattern }: Evidence,
  hash: string,
): DocumentEvidence => ({
  document: `${document.humanId} ${document.title}`,
  documentId: document.id,
  version: revision.version,
  revision: revision.file.hash,
  quote,
  location: placeOf(location),
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
