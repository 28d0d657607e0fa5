import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { StreamId } from '../../kernel/ids.ts'
import type { Role } from '../../kernel/roles.ts'
import type { Principal } from '../access/principal.ts'
import type { Parts } from '../parts.ts'

/** All but approval: a second person is never the machine. */
const localRoles: readonly Role[] = [
  'triager',
  'engineer',
  'writer',
  'release-manager',
  'privacy',
  'auditor',
  'administrator',
]

/** Who can read the data folder owns it: the command line acts by the token that lies there. */
export const localPrincipal: Principal = {
  // Not a person’s record: the actor in the ledger reads "local:operator".
  person: 'local' as StreamId,
  name: 'Local operator',
  roles: localRoles,
  via: 'local',
}

/** Takes the token of the lock file as the local operator, from loopback only. */
export const registerLocalOperator = (app: FastifyInstance, { localToken }: Parts): void => {
  const expected = Buffer.from(`Bearer ${localToken}`)
  app.addHook('onRequest', async (request) => {
    const given = Buffer.from(request.headers.authorization ?? '')
    const local = request.ip === '127.0.0.1' || request.ip === '::1'
    if (local && given.length === expected.length && timingSafeEqual(given, expected))
      request.principal = localPrincipal
  })
}
