import { handle, handleWith, type Kind } from '../ledger/index.ts'
import * as contract from './contract.ts'
import * as decide from './decide.ts'
import { parseReleaseEvent, type ReleaseEvent } from './events.ts'
import type { ReleasePorts } from './ports.ts'
import {
  evolveRelease,
  initialRelease,
  type ReleaseState,
  releaseFacets,
  releaseText,
} from './state.ts'

export {
  type GateCheck,
  type GateCheckId,
  type GateState,
  gateCheckTitles,
  letsThrough,
} from './contract.ts'
export type { ReleasePorts } from './ports.ts'
export { effectiveChecks, gateOpen } from './state.ts'
export type { ReleaseState }

/** Clause 5.8: the gate, the release documentation written from records, and two signatures. */
export const releaseKind = (ports: ReleasePorts): Kind<ReleaseState, ReleaseEvent> => ({
  contract: contract.releaseContract,
  initial: initialRelease,
  parseEvent: parseReleaseEvent,
  evolve: evolveRelease,
  facets: releaseFacets,
  text: releaseText,
  handlers: [
    handleWith(
      contract.planRelease,
      (_state: ReleaseState, { product }) => ports.product(product),
      decide.decidePlan,
    ),
    handleWith(
      contract.evaluateGate,
      (state: ReleaseState, _input, { stream }) => ports.gateChecks(stream, state),
      decide.decideEvaluateGate,
    ),
    handle(contract.waiveCheck, decide.decideWaive),
    handle(contract.declareUnchanged, decide.decideDeclareUnchanged),
    handle(contract.writeDocuments, decide.decideWriteDocuments),
    handle(contract.recordDocuments, decide.decideRecordDocuments),
    handle(contract.failDocuments, decide.decideFailDocuments),
    handle(contract.waiveGaps, decide.decideWaiveGaps),
    handleWith(
      contract.signRelease,
      (state: ReleaseState, _input, { stream }) => ports.gateChecks(stream, state),
      decide.decideSign,
    ),
  ],
})
export {
  code,
  definitions,
  note,
  paragraph,
  section,
  subsection,
  table,
} from './document/blocks.ts'
export {
  composeReleaseDocumentation,
  type ReleaseRecords,
  releaseRecordsSchema,
} from './document/compose.ts'
export { gapsOf, withWaivers } from './document/gaps.ts'
export { composeMinutes, type OpenIssueReview, openIssueReviewSchema } from './document/minutes.ts'
export { missingSections, type PrintableDocument } from './document/model.ts'
export { createRenderer, type Renderer, renderFormats } from './render/render.ts'
