import { limits } from '../../kernel/limits.ts'
import type { Clock } from '../../kernel/ports.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Accounts } from './accounts.ts'
import type { Principal } from './principal.ts'

export interface Credential {
  readonly password: string
  /** May be empty where `codeNeeded` says no. */
  readonly code: string
}

export interface Confirmations {
  /**
   * Makes sure that who signs is who signed in (21 CFR 11.200): the first signature in a session
   * takes password and code, those within `limits.session.confirmed` after it the password.
   */
  confirm(principal: Principal, credential: Credential): Promise<true | Refusal>
  codeNeeded(principal: Principal): boolean
}

const remembered = 10_000

/** Full confirmations are remembered in memory: a restart only means that a code is asked again. */
export const createConfirmations = (accounts: Accounts, clock: Clock): Confirmations => {
  const confirmed = new Map<string, number>()
  const isFresh = ({ sessionId }: Principal): boolean => {
    const at = sessionId === undefined ? undefined : confirmed.get(sessionId)
    return at !== undefined && clock() - at < limits.session.confirmed
  }
  return {
    codeNeeded: (principal) => !isFresh(principal),
    confirm: async (principal, { password, code }) => {
      const { via, sessionId, person } = principal
      if (via !== 'session' || sessionId === undefined)
        return refuse(
          'access/signature-failed',
          'Only a person who has signed in can sign. Do it in the workbench.',
        )
      const fresh = isFresh(principal)
      const proven = await accounts.prove({ person }, password, fresh ? undefined : code)
      if (proven !== person)
        return refuse(
          'access/signature-failed',
          fresh
            ? 'The password is not right, or there were too many attempts. Check it and try again, or wait.'
            : 'The password or code is not right, or there were too many attempts. Each code works once: wait for the next one and try again.',
        )
      if (!fresh) {
        confirmed.delete(sessionId)
        confirmed.set(sessionId, clock())
        for (const oldest of confirmed.keys()) {
          if (confirmed.size <= remembered) break
          confirmed.delete(oldest)
        }
      }
      return true
    },
  }
}
