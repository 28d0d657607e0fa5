import { handle, handleWith, type Kind } from '../../ledger/index.ts'
import * as contract from '../contract/defect.ts'
import type { DocumentPorts } from '../ports.ts'
import * as decide from './decide.ts'
import { type DefectEvent, parseDefectEvent } from './events.ts'
import { type DefectState, defectFacets, defectText, evolveDefect, initialDefect } from './state.ts'

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
      decide.decideOpen,
    ),
    handle(contract.assignDefect, decide.decideAssign),
    handleWith(
      contract.correctDefect,
      ({ document }: DefectState) => ports.revisionsOf(document),
      decide.decideCorrect,
    ),
    handle(contract.verifyDefect, decide.decideVerify),
    handle(contract.closeDefect, decide.decideClose),
  ],
})
