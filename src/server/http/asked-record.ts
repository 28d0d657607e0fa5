import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { KindContract } from '../../kernel/command.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Found } from '../../ledger/index.ts'
import type { Principal } from '../access/principal.ts'
import { visible } from '../commands/dispatch.ts'
import type { Parts } from '../parts.ts'
import type { Typed } from '../wiring/records.ts'
import { actorOf, requireReader } from './principals.ts'

/** Of a route that is about one record: its number or id. */
export const recordParams = z.object({ id: z.string().max(100) })

/** The record that a route is about and who asks, where they may read it; else the refusal to send. */
export const askedRecord = async <State>(
  parts: Parts,
  request: FastifyRequest,
  contract: KindContract,
): Promise<{ readonly found: Typed<State>; readonly principal: Principal } | Refusal> => {
  const principal = requireReader(request, contract)
  if (isRefusal(principal)) return principal
  const { id } = recordParams.parse(request.params)
  const found = await findVisible(parts, contract, id, principal)
  // What is of this kind has a state of this type.
  return isRefusal(found) ? found : { found: found as Typed<State>, principal }
}

/** A record that this person may see; a restricted one looks like none to all others. */
export const findVisible = async (
  { ledger }: Parts,
  contract: KindContract,
  id: string,
  principal: Principal,
): Promise<Found | Refusal> => {
  const found = await ledger.load(id)
  return found !== undefined &&
    found.kind === contract.kind &&
    (await visible(ledger, found, actorOf(principal)))
    ? found
    : refuse('record/not-found', `There is no ${contract.title.toLowerCase()} with this id.`)
}
