import type { FastifyRequest } from 'fastify'
import type { KindContract } from '../../kernel/command.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { Principal } from '../access/principal.ts'

/** Who asks, or the refusal to send. */
export const requirePrincipal = (request: FastifyRequest): Principal | Refusal =>
  request.principal ?? refuse('access/not-signed-in', 'Sign in first.')

/** Who asks, where they may read records of this kind, or the refusal to send. */
export const requireReader = (
  request: FastifyRequest,
  { readers, collection }: Pick<KindContract, 'readers' | 'collection'>,
): Principal | Refusal => {
  const principal = requirePrincipal(request)
  return isRefusal(principal) || principal.roles.some((role) => readers.includes(role))
    ? principal
    : refuse('access/not-permitted', `Your roles do not let you read ${collection}.`)
}

/** The name under which this person's facts stand in the ledger. */
export const actorOf = (principal: Principal): Actor => ({
  id: principal.via === 'local' ? 'local:operator' : `person:${principal.person}`,
  roles: principal.roles,
  ...(principal.products === undefined ? {} : { products: principal.products }),
  ...(principal.tokenId === undefined ? {} : { token: principal.tokenId }),
})
