import type { ReportPorts } from '../../intake/index.ts'
import { refuse } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import { one } from './records.ts'

export const reportPorts = (ledger: () => Ledger): ReportPorts => ({
  case: async (id) =>
    (await one(ledger(), 'case', id)) === undefined
      ? refuse('report/no-such-case', 'There is no case with this id. Open one from the report.')
      : { facts: undefined, read: [] },
})
