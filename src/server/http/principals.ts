import type { FastifyRequest } from 'fastify'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { Principal } from '../access/principal.ts'

/** Who asks, or the refusal to send. */
export const requirePrincipal = (request: FastifyRequest): Principal | Refusal =>
  request.principal ?? refuse('access/not-signed-in', 'Sign in first.')

/** The name under which this person's facts stand in the ledger. */
export const actorOf = (principal: Principal): Actor => ({
  id: principal.via === 'local' ? 'local:operator' : `person:${principal.person}`,
  roles: principal.roles,
  ...(principal.products === undefined ? {} : { products: principal.products }),
  ...(principal.tokenId === undefined ? {} : { token: principal.tokenId }),
})
