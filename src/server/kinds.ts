import { advisoryKind } from '../advisories/index.ts'
import { caseKind, messageKind, openReviewKind, riskKind } from '../cases/index.ts'
import { defectKind, documentKind, lookKind, sourceKind } from '../documents/index.ts'
import { channelKind, deviceKind, indicatorKind, policyKind, reportKind } from '../intake/index.ts'
import type { Kind, Ledger } from '../ledger/index.ts'
import { activityKind } from '../monitoring/index.ts'
import { productKind } from '../products/index.ts'
import { releaseKind } from '../releases/index.ts'
import { clauseReviewKind, reviewFindingKind } from '../review/index.ts'
import { patchKind, updateKind } from '../updates/index.ts'
import { createPeople, personKind } from './access/index.ts'
import type { ChannelSettings } from './channels/settings.ts'
import { systemOf } from './channels/trackers/settings.ts'
import type { ClauseReview } from './clause-review.ts'
import { distributionKind } from './deliveries/distribution.ts'
import { erasureKind, erasurePorts } from './erasure/index.ts'
import type { ForeignTasks } from './processes/foreign-tasks.ts'
import { allShipped, type Rules } from './rules.ts'
import type { Settings } from './settings.ts'
import { advisoryPorts } from './wiring/advisories.ts'
import { messagePorts } from './wiring/cases/messages.ts'
import { riskPorts } from './wiring/cases/risks.ts'
import { casePorts } from './wiring/cases.ts'
import { defectPorts } from './wiring/defects.ts'
import { libraryPorts, lookPorts } from './wiring/documents.ts'
import { releasePorts } from './wiring/gate.ts'
import { policyPorts, reportPorts } from './wiring/intake.ts'
import { productPorts } from './wiring/products.ts'
import { findingPorts, keepingPorts } from './wiring/review.ts'
import { updatePorts } from './wiring/updates.ts'
import { witnessKind } from './witnesses/kind.ts'

/**
 * Every kind of record, with its ports. `ledger` is a function, because the ledger is made from
 * its kinds and some kinds look into it.
 */
export const allKinds = (
  ledger: () => Ledger,
  settings: Settings,
  foreign: ForeignTasks,
  // Who only folds facts decides nothing, and needs no rules of the maker's own.
  {
    intakeClocks: clocks,
    caseClocks,
    riskMatrix: matrix,
    caseInquiries: inquiries,
  }: Rules = allShipped(),
  { trackers }: Pick<ChannelSettings, 'trackers'> = { trackers: [] },
  clock: () => number = Date.now,
  // Only a running server keeps reviews.
  review?: Pick<ClauseReview, 'answerForAll'>,
): readonly Kind[] => [
  productKind(productPorts(ledger)),
  reportKind(reportPorts(ledger, clocks, settings)),
  channelKind(),
  policyKind(policyPorts(ledger, clocks)),
  indicatorKind(),
  deviceKind(),
  caseKind(
    casePorts(ledger, trackers.map(systemOf), matrix, {
      inquiries,
      clocks,
      caseClocks,
      maker: { name: settings.makerName, contact: settings.mailFrom },
      publicUrl: settings.publicUrl,
      clock,
    }),
    caseClocks,
  ),
  openReviewKind(casePorts(ledger, [], matrix)),
  messageKind(messagePorts(ledger, settings)),
  riskKind(riskPorts(ledger, matrix)),
  documentKind(libraryPorts(ledger)),
  defectKind(
    defectPorts(ledger, { matrix, trackers, publicUrl: settings.publicUrl, clocks: caseClocks }),
  ),
  sourceKind(),
  lookKind(lookPorts(ledger)),
  releaseKind(releasePorts(ledger)),
  updateKind(updatePorts(ledger, settings)),
  patchKind(),
  advisoryKind(advisoryPorts(ledger, settings, foreign)),
  activityKind(),
  reviewFindingKind(
    findingPorts(ledger, {
      publicUrl: settings.publicUrl,
      dataDir: settings.dataDir,
      clocks: caseClocks,
    }),
  ),
  clauseReviewKind(keepingPorts(review)),
  personKind(createPeople(ledger)),
  distributionKind(),
  erasureKind(erasurePorts(ledger)),
  witnessKind(),
]
