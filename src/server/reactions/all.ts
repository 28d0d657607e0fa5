import { carryOutErasure } from '../erasure/carry-out.ts'
import { keepCandidate } from './candidates.ts'
import { reportIndicator } from './indicators.ts'
import { lookAtDocuments } from './look-at-documents.ts'
import { followOriginal } from './merged-reports.ts'
import { nameOnCases } from './named-on-reports.ts'
import { publishOrderedAdvisory, publishOrderedUpdate, withdrawPublishedUpdate } from './publish.ts'
import { readDocument } from './read-document.ts'
import {
  linkReport,
  tellAdvised,
  tellEnding,
  tellPublished,
  tellReporter,
  tellWithdrawn,
} from './reports.ts'
import type { Reaction } from './runner.ts'
import { writeReleaseDocuments } from './write-documents.ts'

/** Everything that one record's event causes in another. */
export const allReactions: readonly Reaction[] = [
  reportIndicator,
  linkReport,
  followOriginal,
  nameOnCases,
  tellReporter,
  tellEnding,
  tellPublished,
  tellWithdrawn,
  tellAdvised,
  readDocument,
  lookAtDocuments,
  keepCandidate,
  writeReleaseDocuments,
  publishOrderedUpdate,
  withdrawPublishedUpdate,
  publishOrderedAdvisory,
  carryOutErasure,
]
