import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { informProducts, tellThirdParty, updateRisk } from '../contract.ts'
import { whileOpen } from './while-open.ts'

export const decideUpdateRisk = whileOpen((_state, input: InputOf<typeof updateRisk>) => [
  { type: 'case.risk-updated', ...input },
])

export const decideInformProducts = whileOpen((_state, input: InputOf<typeof informProducts>) => {
  if (input.products.length === 0 && !input.none)
    return refuse(
      'case/no-products',
      'Name the products whose owners were informed, or say that none exists.',
    )
  if (input.products.length > 0 && input.none)
    return refuse(
      'case/products-contradict',
      'Either name the products that were informed, or say that none exists: not both.',
    )
  return [{ type: 'case.products-informed', ...input }]
})

export const decideTellThirdParty = whileOpen(
  (_state, input: InputOf<typeof tellThirdParty>, { now }) => {
    const { none, owner, toldOn } = input
    if (!none && (owner === '' || toldOn === undefined))
      return refuse(
        'case/no-third-party',
        'Say who was told and when, or that no third party is involved.',
      )
    if (none && (owner !== '' || toldOn !== undefined))
      return refuse(
        'case/third-party-contradicts',
        'Either say who was told, or that no third party is involved: not both.',
      )
    if (toldOn !== undefined && toldOn > now.slice(0, 10))
      return refuse(
        'case/told-later',
        'The day of the notice lies in the future. Tell them, then record it.',
      )
    return [{ type: 'case.third-party-told', ...input }]
  },
)
