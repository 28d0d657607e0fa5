import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { tellThirdParty, updateRisk } from '../contract.ts'
import { whileOpen } from './while-open.ts'

export const decideUpdateRisk = whileOpen((_state, input: InputOf<typeof updateRisk>) => [
  { type: 'case.risk-updated', ...input },
])

export const decideTellThirdParty = whileOpen(
  (state, { none, reason }: InputOf<typeof tellThirdParty>) =>
    state.parties.length > 0
      ? refuse(
          'case/third-party-contradicts',
          'A third party is named in this case. Drop it first if it has nothing to do with the flaw.',
        )
      : [{ type: 'case.third-party-told', owner: '', component: '', how: '', none, reason }],
)
