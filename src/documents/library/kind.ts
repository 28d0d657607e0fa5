import { handle, type Kind } from '../../ledger/index.ts'
import * as contract from '../contract/library.ts'
import * as decide from './decide.ts'
import { type DocumentEvent, parseDocumentEvent } from './events.ts'
import {
  type DocumentState,
  documentFacets,
  documentText,
  evolveDocument,
  initialDocument,
} from './state.ts'

/** Clause 4.1.9: the library of accompanying documents. */
export const documentKind = (): Kind<DocumentState, DocumentEvent> => ({
  contract: contract.documentContract,
  initial: initialDocument,
  parseEvent: parseDocumentEvent,
  evolve: evolveDocument,
  facets: documentFacets,
  text: documentText,
  handlers: [
    handle(contract.registerDocument, decide.decideRegister),
    handle(contract.addDocumentRevision, decide.decideAddRevision),
    handle(contract.recordReading, decide.decideRecordReading),
  ],
})
