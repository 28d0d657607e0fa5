import { handle, handleWith, type Kind } from '../../ledger/index.ts'
import * as contract from '../contract/look.ts'
import type { LookPorts } from '../ports.ts'
import * as decide from './decide.ts'
import { type LookEvent, parseLookEvent } from './events.ts'
import { evolveLook, initialLook, type LookState, lookFacets, lookText } from './state.ts'

/** 4.1.9/after-fix: which statements may be false now, and what was decided about each. */
export const lookKind = (ports: LookPorts): Kind<LookState, LookEvent> => ({
  contract: contract.lookContract,
  initial: initialLook,
  parseEvent: parseLookEvent,
  evolve: evolveLook,
  facets: lookFacets,
  text: lookText,
  handlers: [
    handle(contract.recordLook, decide.decideRecord),
    handle(contract.searchAgain, decide.decideSearchAgain),
    handle(contract.overtake, decide.decideOvertake),
    handle(contract.dismissCandidate, decide.decideDismiss),
    handle(contract.dismissSeveral, decide.decideDismissSeveral),
    handle(contract.keepCandidate, decide.decideKeep),
    handleWith(
      contract.standsElsewhere,
      (_state: LookState, { document, quote }) => ports.statementIn(document, quote),
      decide.decideStandsElsewhere,
    ),
    handle(contract.takeBack, decide.decideTakeBack),
    handle(contract.readByEye, decide.decideReadByEye),
  ],
})
