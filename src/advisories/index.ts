import { isRefusal, type Refusal } from '../kernel/result.ts'
import type { Instant } from '../kernel/time.ts'
import { type Gathered, handle, handleWith, type Kind } from '../ledger/index.ts'
import * as contract from './contract.ts'
import { contentToPublish } from './decide/content.ts'
import * as decide from './decide.ts'
import { type AdvisoryEvent, parseAdvisoryEvent } from './events.ts'
import type { AdvisoryPorts, Validation } from './ports.ts'
import {
  type AdvisoryState,
  advisoryFacets,
  advisoryText,
  evolveAdvisory,
  initialAdvisory,
} from './state.ts'

export { contentToPublish } from './decide/content.ts'
export type { AdvisoryPorts, CaseForAdvisory, Validation } from './ports.ts'
export type { AdvisoryState }

/** Clause 4.1.7: an advisory written from a case, valid CSAF, approved, published, revised. */
export const advisoryKind = (ports: AdvisoryPorts): Kind<AdvisoryState, AdvisoryEvent> => ({
  contract: contract.advisoryContract,
  initial: initialAdvisory,
  parseEvent: parseAdvisoryEvent,
  evolve: evolveAdvisory,
  facets: advisoryFacets,
  text: advisoryText,
  handlers: [
    handleWith(
      contract.draftAdvisory,
      (_state: AdvisoryState, input, { humanId }) => ports.caseForAdvisory(input.case, humanId),
      decide.decideDraft,
    ),
    handleWith(
      contract.reviseAdvisory,
      (state: AdvisoryState) => ports.caseForAdvisory(state.case, state.reference),
      decide.decideRevise,
    ),
    handleWith(
      contract.approveAdvisory,
      (state: AdvisoryState, _input, { now }) => validationOf(ports, state, now),
      decide.decideApprove,
    ),
    handleWith(
      contract.publishAdvisory,
      (state: AdvisoryState, _input, { now }) => publicationFacts(ports, state, now),
      decide.decidePublish,
    ),
    handle(contract.recordPublication, decide.decideRecordPublication),
    handle(contract.publicationFailed, decide.decidePublicationFailed),
    handle(contract.withdrawAdvisory, decide.decideWithdraw),
  ],
})

// The validator works for seconds: only an advisory that could take the step is given to it.
const unasked: Gathered<Validation> = { facts: { valid: false, errors: [] }, read: [] }

const validationOf = async (
  ports: AdvisoryPorts,
  state: AdvisoryState,
  now: Instant,
): Promise<Gathered<Validation> | Refusal> => {
  const content = contentToPublish(state, now)
  const isOpen = state.status === 'draft' || state.status === 'approved'
  return content === undefined || !isOpen ? unasked : ports.validate(content)
}

const publicationFacts = async (
  ports: AdvisoryPorts,
  state: AdvisoryState,
  now: Instant,
): Promise<Gathered<decide.PublicationFacts> | Refusal> => {
  const about = await ports.caseForAdvisory(state.case, state.reference)
  if (isRefusal(about)) return about
  const validation = await validationOf(ports, state, now)
  if (isRefusal(validation)) return validation
  return {
    facts: { about: about.facts, validation: validation.facts },
    read: [...about.read, ...validation.read],
  }
}
