import { handle, handleWith, type Kind } from '../ledger/index.ts'
import * as contract from './contract.ts'
import * as library from './decide.ts'
import * as defect from './defect/decide.ts'
import { type DefectEvent, parseDefectEvent } from './defect/events.ts'
import {
  type DefectState,
  defectFacets,
  defectText,
  evolveDefect,
  initialDefect,
} from './defect/state.ts'
import { type DocumentEvent, parseDocumentEvent } from './events.ts'
import type { readWorkbookRows } from './extract/workbook.ts'
import * as look from './look/decide.ts'
import { type LookEvent, parseLookEvent } from './look/events.ts'
import {
  evolveLook,
  initialLook,
  type LookState,
  lookFacets,
  lookText,
  undecidedIn,
} from './look/state.ts'
import type { DocumentPorts } from './ports.ts'
import {
  type DocumentState,
  documentFacets,
  documentText,
  evolveDocument,
  initialDocument,
} from './state.ts'

export * from './extract/index.ts'
export * from './impact/index.ts'
export { toDecide } from './look/to-decide.ts'
export type { DocumentPorts } from './ports.ts'
export type { DefectState, DocumentState, LookState }
export { undecidedIn }

/** Clause 4.1.9: the library of accompanying documents. */
export const documentKind = (): Kind<DocumentState, DocumentEvent> => ({
  contract: contract.documentContract,
  initial: initialDocument,
  parseEvent: parseDocumentEvent,
  evolve: evolveDocument,
  facets: documentFacets,
  text: documentText,
  handlers: [
    handle(contract.registerDocument, library.decideRegister),
    handle(contract.addDocumentRevision, library.decideAddRevision),
    handle(contract.recordReading, library.decideRecordReading),
  ],
})

/** Clause 4.1.9: errors, omissions and outdated statements, tracked like software defects. */
export const defectKind = (ports: DocumentPorts): Kind<DefectState, DefectEvent> => ({
  contract: contract.defectContract,
  initial: initialDefect,
  parseEvent: parseDefectEvent,
  evolve: evolveDefect,
  facets: defectFacets,
  text: defectText,
  handlers: [
    handleWith(
      contract.openDefect,
      (_state: DefectState, { document }) => ports.revisionsOf(document),
      defect.decideOpen,
    ),
    handle(contract.assignDefect, defect.decideAssign),
    handleWith(
      contract.correctDefect,
      ({ document }: DefectState) => ports.revisionsOf(document),
      defect.decideCorrect,
    ),
    handle(contract.verifyDefect, defect.decideVerify),
    handle(contract.closeDefect, defect.decideClose),
  ],
})

/** 4.1.9/after-fix: which statements may be false now, and what was decided about each. */
export const lookKind = (): Kind<LookState, LookEvent> => ({
  contract: contract.lookContract,
  initial: initialLook,
  parseEvent: parseLookEvent,
  evolve: evolveLook,
  facets: lookFacets,
  text: lookText,
  handlers: [
    handle(contract.recordLook, look.decideRecord),
    handle(contract.dismissCandidate, look.decideDismiss),
    handle(contract.keepCandidate, look.decideKeep),
    handle(contract.readByEye, look.decideReadByEye),
  ],
})

/** The rows of a workbook; its reader is loaded when it is first asked. Runs where foreign bytes may. */
export const workbookRows: typeof readWorkbookRows = async (bytes, most) =>
  (await import('./extract/workbook.ts')).readWorkbookRows(bytes, most)
