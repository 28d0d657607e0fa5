import { type CommandHandler, handle, handleWith } from '../ledger/index.ts'
import * as contract from './contract.ts'
import {
  type CaseClocks,
  decideKeepClocks,
  decideMeetClock,
  decidePauseClock,
  decideRecordAwareness,
  decideRecordIncident,
  decideRecordOutward,
  decideResumeClock,
  dueMoments,
  timed,
} from './decide/clocks.ts'
import {
  decideApproveReportability,
  decideDecideReportability,
  decideRecordSubmission,
  decideReferenceAction,
} from './decide/reportability.ts'
import type { CaseEvent } from './events.ts'
import type { CasePorts } from './ports.ts'
import type { CaseState } from './state.ts'

type Handlers = readonly CommandHandler<CaseState, CaseEvent>[]

/** These commands and those of the clocks, all with what the rules say of the case afterwards. */
export const withClocks = (
  handlers: Handlers,
  ports: CasePorts,
  clocks: CaseClocks | undefined,
): Handlers => {
  const all = [...handlers, ...clockHandlers(ports, clocks ?? noClocks)]
  return clocks === undefined ? all : all.map(timed(clocks))
}

const noClocks: CaseClocks = {
  calendars: {},
  rules: [],
  authorities: [],
  openReviews: { every: { amount: 90, unit: 'days' }, source: '' },
  addresses: {},
  edition: '',
}

const clockHandlers = (ports: CasePorts, clocks: CaseClocks): Handlers => [
  handle(contract.recordAwareness, decideRecordAwareness),
  handle(contract.recordIncident, decideRecordIncident),
  handle(contract.decideReportability, decideDecideReportability(clocks)),
  handle(contract.approveReportability, decideApproveReportability),
  handle(contract.recordSubmission, decideRecordSubmission(clocks)),
  handle(contract.referenceAction, decideReferenceAction),
  handle(contract.pauseClock, decidePauseClock(clocks)),
  handle(contract.resumeClock, decideResumeClock(clocks)),
  handle(contract.meetClock, decideMeetClock(clocks)),
  handleWith(
    contract.keepClocks,
    async (state: CaseState, _input, { now, humanId }) => ({
      facts: await ports.toldOf(
        humanId,
        dueMoments(clocks, state, now).flatMap(({ to }) => to),
      ),
      read: [],
    }),
    decideKeepClocks(clocks),
  ),
  handle(contract.recordOutward, decideRecordOutward),
]
