import { carryOutErasure } from '../erasure/carry-out.ts'
import { sketchReports } from '../likeness/index.ts'
import { keepCandidate } from './candidates.ts'
import { noteOutward } from './clock-facts.ts'
import { followCorrections, openCounterparts } from './defects.ts'
import { giveLineages } from './follow-statements.ts'
import { reportIndicator } from './indicators.ts'
import { keepReviewAtRelease } from './keep-reviews.ts'
import { lookAtDocuments } from './look-at-documents.ts'
import { followOriginal } from './merged-reports.ts'
import { writeMinutes } from './minutes.ts'
import { nameOnCases } from './named-on-reports.ts'
import { proposeImpact, recheckImpact } from './propose-impact.ts'
import { publishOrderedAdvisory, publishOrderedUpdate, withdrawPublishedUpdate } from './publish.ts'
import { readDocument } from './read-document.ts'
import { recheckRisks } from './recheck-risks.ts'
import {
  linkReport,
  tellAdvised,
  tellEnding,
  tellPublished,
  tellReporter,
  tellWithdrawn,
} from './reports.ts'
import type { BatchReaction, Reaction } from './runner.ts'
import { writeReleaseDocuments } from './write-documents.ts'

/** Everything that one record's event causes in another. */
export const allReactions: readonly (BatchReaction | Reaction)[] = [
  reportIndicator,
  linkReport,
  followOriginal,
  nameOnCases,
  tellReporter,
  tellEnding,
  tellPublished,
  tellWithdrawn,
  tellAdvised,
  noteOutward,
  readDocument,
  giveLineages,
  lookAtDocuments,
  proposeImpact,
  recheckImpact,
  recheckRisks,
  keepCandidate,
  followCorrections,
  openCounterparts,
  writeReleaseDocuments,
  writeMinutes,
  keepReviewAtRelease,
  publishOrderedUpdate,
  withdrawPublishedUpdate,
  publishOrderedAdvisory,
  // Before the erasure: it is handed words that were opened before a key was destroyed.
  sketchReports,
  carryOutErasure,
]
