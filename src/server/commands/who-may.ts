import type { Actor, Role } from '../../kernel/roles.ts'
import type { Ledger } from '../../ledger/index.ts'
import { type PersonState, productsOf } from '../access/person/index.ts'

/** People looked at for a refusal's next step, and those named in it. */
const most = { looked: 200, named: 3 } as const

/** Names of colleagues who may do it for all of these products; '' where there is none. */
export const whoMay = async (
  ledger: Ledger,
  permission: readonly Role[],
  products: readonly string[],
  actor: Actor,
): Promise<string> => {
  const ids = new Set<string>()
  for (const role of permission)
    for (const id of await ledger.having('person', 'role', role, most.looked)) ids.add(id)
  const people = (await ledger.loadAll([...ids].slice(0, most.looked))).flatMap((found) =>
    // Records of the kind `person` hold its states.
    found.kind === 'person' ? [{ id: found.stream, state: found.state as PersonState }] : [],
  )
  return people
    .filter(({ id, state }) => {
      const limit = productsOf(state)
      const covers = limit.length === 0 || products.every((product) => limit.includes(product))
      return state.status === 'active' && covers && actor.id !== `person:${id}`
    })
    .map(({ state }) => state.name)
    .sort()
    .slice(0, most.named)
    .join(' or ')
}
