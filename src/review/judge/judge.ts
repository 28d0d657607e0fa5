import type { Catalogue } from '../../catalogue/catalogue.ts'
import { type ConstraintId, constraintIds } from '../../catalogue/constraint-ids.ts'
import type { ExtractionOutcome, Passage } from '../../kernel/passage.ts'
import { type Detection, detectionOf } from './detection.ts'
import { HitList } from './hit-list.ts'
import { type Profile, profileOf } from './profile.ts'
import { readDocument } from './read-document.ts'
import type { ConstraintVerdict, DocumentVerdicts } from './verdicts.ts'
import { verdictOf } from './weigh.ts'

export interface JudgedDocument {
  /** Path relative to the reviewed folder, with forward slashes; its words tell the document's kind. */
  readonly path: string
  readonly format: string
  readonly passages: readonly Passage[]
  /** Given where reading failed: nothing is then said to be absent. */
  readonly outcome?: ExtractionOutcome
}

/**
 * What a document says to each constraint, with the passages that say it. Deterministic and
 * offline: the same document and catalogue give the same verdicts; time grows linearly with the text.
 */
export const judgeDocument = (catalogue: Catalogue, document: JudgedDocument): DocumentVerdicts => {
  if (document.outcome === 'could-not-read') return forAll(() => couldNotRun)
  const detection = detectionOf(catalogue)
  const { path, passages } = document
  const profile = profileOf(detection.lexicon, path, passages)
  const hits = new HitList(detection.weights, profile)
  readDocument(detection, profile, passages, hits)
  return verdictsOf(detection, document, profile, hits)
}

/** The verdicts on a document whose matches have been weighed. */
export const verdictsOf = (
  { weights, constraints }: Pick<Detection, 'weights' | 'constraints'>,
  document: JudgedDocument,
  profile: Profile,
  hits: HitList,
): DocumentVerdicts => {
  if (weights.silentKinds.some((kind) => profile.kinds.has(kind))) return forAll(() => nothingSaid)
  const partly = document.outcome === 'partly-read'
  const verdicts = new Map(
    constraints.map((constraint) => [
      constraint.id,
      verdictOf(weights, constraint, profile, document.passages, hits.of(constraint.id)),
    ]),
  )
  return forAll((id) => {
    const verdict = verdicts.get(id) ?? couldNotRun
    // What was not read may hold it: a file read in part cannot show that something is absent.
    return partly && verdict.verdict === 'absent' ? couldNotRun : verdict
  })
}

/** A licence text speaks of permissions and grants, but not to an operator. */
const nothingSaid: ConstraintVerdict = { verdict: 'absent', confidence: 0.9, evidence: [] }

/** The verdict on everything in a file that could not be read. */
export const couldNotRun: ConstraintVerdict = {
  verdict: 'could-not-run',
  confidence: 0,
  evidence: [],
}

export const forAll = (verdict: (id: ConstraintId) => ConstraintVerdict): DocumentVerdicts =>
  // The cast names what the line builds: one entry for every id of the tuple.
  Object.fromEntries(constraintIds.map((id) => [id, verdict(id)])) as DocumentVerdicts
