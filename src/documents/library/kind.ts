import { handle, handleWith, type Kind } from '../../ledger/index.ts'
import * as contract from '../contract/library.ts'
import * as origin from '../contract/origin.ts'
import type { LibraryPorts } from '../ports.ts'
import * as decide from './decide.ts'
import { type DocumentEvent, parseDocumentEvent } from './events.ts'
import * as lies from './origin.ts'
import * as again from './read-again.ts'
import {
  type DocumentState,
  documentFacets,
  documentText,
  evolveDocument,
  initialDocument,
} from './state.ts'

/** Clause 4.1.9: the library of accompanying documents. */
export const documentKind = (ports: LibraryPorts): Kind<DocumentState, DocumentEvent> => ({
  contract: contract.documentContract,
  initial: initialDocument,
  parseEvent: parseDocumentEvent,
  evolve: evolveDocument,
  facets: documentFacets,
  text: documentText,
  handlers: [
    handleWith(
      contract.registerDocument,
      (_state: DocumentState, input, { stream }) => ports.namedBy(stream, input),
      decide.decideRegister,
    ),
    handle(contract.addDocumentRevision, decide.decideAddRevision),
    handle(contract.setInForce, decide.decideSetInForce),
    handle(contract.recordApproval, decide.decideRecordApproval),
    handle(contract.confirmApproval, decide.decideConfirmApproval),
    handle(contract.dismissApproval, decide.decideDismissApproval),
    handleWith(
      contract.describeDocument,
      (_state: DocumentState, input, { stream }) => ports.namedBy(stream, input),
      decide.decideDescribe,
    ),
    handle(contract.readAgain, again.decideReadAgain),
    handle(contract.recordReading, again.decideRecordReading),
    handle(origin.takeIn, lies.decideTakeIn),
    handle(origin.takeRevision, lies.decideTakeRevision),
    handle(origin.moveDocument, lies.decideMove),
    handle(origin.loseDocument, lies.decideLose),
    handle(origin.findDocument, lies.decideFindAgain),
    handle(origin.missDocument, lies.decideMiss),
  ],
})
