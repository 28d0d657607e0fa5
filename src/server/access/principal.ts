import type {} from 'fastify'
import type { StreamId } from '../../kernel/ids.ts'
import type { Role } from '../../kernel/roles.ts'

/** Who is asking, as far as this server has made sure of it. */
export interface Principal {
  /** The stream of the person's record. */
  readonly person: StreamId
  readonly name: string
  /** Of a token: those it was given and its owner still has. */
  readonly roles: readonly Role[]
  /** The products that the roles are limited to; absent: all of them. Of a token: those of its owner, too. */
  readonly products?: readonly string[]
  /** `local` is the command line working on the data folder itself, with no server running. */
  readonly via: 'session' | 'token' | 'local'
  readonly tokenId?: string
  /** Names the session without giving it away: the hash of its token. */
  readonly sessionId?: string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined where nobody has signed in. Set by `accessPlugin` before any other hook. */
    principal: Principal | undefined
  }
}
