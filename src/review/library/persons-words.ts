import type { Passage } from '../../kernel/passage.ts'
import type { AsksAgain, Finding, Verdict } from '../contract.ts'
import type { Viewed } from '../records/views.ts'
import type { LibraryDocument } from './judge-library.ts'
import { passageHash } from './passage-hash.ts'
import { nameOf } from './standing.ts'

type Word = Viewed<'review-finding'>

/** A person's word on a document that still holds, with the passage it is about. */
export interface HeldWord {
  readonly finding: Word
  /** Undefined where it is about the document as a whole. */
  readonly passage: Passage | undefined
}

/**
 * What people said of one document about one constraint, `findings` oldest first. A word holds until
 * the passage it is about changes; without a passage, until the document has a new revision. `held`
 * are those that hold, newest last. `past` ask somebody to look again, unless somebody has since the
 * revision in force came.
 */
export const wordsOn = async (
  one: LibraryDocument,
  findings: readonly Word[],
): Promise<{ readonly held: readonly HeldWord[]; readonly past: readonly AsksAgain[] }> => {
  const held: HeldWord[] = []
  const past: Word[] = []
  for (const finding of findings) {
    const holds = await heldWord(finding, one)
    if (holds === undefined) past.push(finding)
    else held.push(holds)
  }
  const looked = held.some(({ finding }) => finding.state.at >= one.revision.addedAt)
  return {
    held,
    past: looked ? [] : lastOfEach(past).map((word) => pastOf(word, one)),
  }
}

/**
 * What people say instead of the judge: the last word that holds, and the passage by which it shows
 * it. What a person confirmed stays so while the passage does, whatever a later judge would say.
 */
export const insteadOf = (
  found: Verdict,
  held: readonly HeldWord[],
):
  | {
      readonly verdict: Verdict
      readonly finding: Word
      readonly passage: Passage | undefined
    }
  | undefined => {
  const last = held.at(-1)
  if (last === undefined) return undefined
  const verdict = last.finding.state.verdict ?? found
  const shows = verdict === 'met' || verdict === 'partial'
  return { verdict, finding: last.finding, passage: shows ? last.passage : undefined }
}

/** The last word on each passage. */
const lastOfEach = (words: readonly Word[]): readonly Word[] => [
  ...new Map(words.map((word) => [word.state.passageHash, word])).values(),
]

const heldWord = async (finding: Word, one: LibraryDocument): Promise<HeldWord | undefined> => {
  const { passageHash: hash, at } = finding.state
  if (hash === null) return one.revision.addedAt <= at ? { finding, passage: undefined } : undefined
  const passage = (await one.passages()).find(({ text }) => passageHash(text) === hash)
  return passage === undefined ? undefined : { finding, passage }
}

const pastOf = (finding: Word, { document, revision }: LibraryDocument): AsksAgain =>
  asksAgain(
    finding,
    finding.state.passageHash === null
      ? `${nameOf(document)} has a new revision, ${revision.version}.`
      : `The passage it was about stands no more in ${nameOf(document)}, version ${revision.version}.`,
  )

export const findingOf = ({ id, humanId, state }: Word): Finding => ({
  id,
  humanId,
  reason: state.reason,
  by: state.name === '' ? state.by : state.name,
  at: state.at,
})

export const asksAgain = (finding: Word, because: string): AsksAgain => ({
  ...findingOf(finding),
  was:
    finding.status === 'confirmed'
      ? 'confirmed'
      : finding.status === 'record-named'
        ? 'record-named'
        : 'overruled',
  verdict: finding.state.verdict ?? 'met',
  because,
})
