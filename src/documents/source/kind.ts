import { handle, type Kind } from '../../ledger/index.ts'
import * as contract from '../contract/source.ts'
import * as decide from './decide.ts'
import { parseSourceEvent, type SourceEvent } from './events.ts'
import { evolveSource, initialSource, type SourceState, sourceFacets, sourceText } from './state.ts'

/** Clause 4.1.9: where accompanying documents lie; the library is kept in step with it. */
export const sourceKind = (): Kind<SourceState, SourceEvent> => ({
  contract: contract.sourceContract,
  initial: initialSource,
  parseEvent: parseSourceEvent,
  evolve: evolveSource,
  facets: sourceFacets,
  text: sourceText,
  handlers: [
    handle(contract.connectSource, decide.decideConnect),
    handle(contract.describeSource, decide.decideDescribe),
    handle(contract.disconnectSource, decide.decideDisconnect),
    handle(contract.syncNow, decide.decideSyncNow),
    handle(contract.recordSync, decide.decideRecordSync),
    handle(contract.recordFailure, decide.decideRecordFailure),
  ],
  // Looks are recorded again and again: nobody who asks for one decides otherwise for it.
  upkeep: new Set(['source.synced', 'source.sync-failed']),
})
