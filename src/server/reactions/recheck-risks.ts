import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/** 9.5/risk-record: a risk whose case changed is looked at anew; the register says so at once. */
export const recheckRisks: Reaction = {
  name: 'recheck-risks',
  on: [
    'case.scored',
    'case.score-chosen',
    'case.score-withdrawn',
    'case.exploitation-noted',
    'case.impact-set',
    'case.range-decided',
    'case.safety-signed',
  ],
  run: async (event, parts) => {
    for (const id of await parts.ledger.having('risk', 'case', event.stream))
      await issue(parts, event, { kind: 'risk', command: 'recheck', id, input: {} })
  },
}
