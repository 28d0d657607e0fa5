import type { RandomBytes } from '../../kernel/ports.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Dispatch } from '../commands/dispatch.ts'
import type { Accounts } from './accounts.ts'
import { type Passwords, refusePassword } from './credentials/passwords.ts'
import { newToken } from './credentials/tokens.ts'
import type { Totp } from './credentials/totp.ts'
import type { People } from './people.ts'
import type { Principal } from './principal.ts'
import { qrCode } from './qr/index.ts'
import type { Sessions } from './sessions.ts'

/** Password and code as they are now: asked in full, however recently somebody signed. */
export interface OwnCredential {
  readonly password: string
  readonly code: string
}

export interface NewAuthenticator {
  /** Names this request; goes back with `changeAuthenticator`. Nothing of it is stored. */
  readonly request: string
  readonly secret: string
  readonly uri: string
  readonly qr: string
}

/** What a person changes of their own account. Each is a fact in the ledger, without the secret. */
export interface OwnCredentials {
  /** Ends the person's other sessions. Refuses a weak password and the one that it was. */
  changePassword(by: Principal, proof: OwnCredential, next: string): Promise<true | Refusal>
  beginAuthenticator(by: Principal): Promise<NewAuthenticator | Refusal>
  /** `proof` is by the old authenticator, `code` by the new. Ends the person's other sessions. */
  changeAuthenticator(
    by: Principal,
    proof: OwnCredential,
    request: string,
    code: string,
  ): Promise<true | Refusal>
}

export interface OwnCredentialParts {
  readonly people: People
  readonly accounts: Accounts
  readonly passwords: Passwords
  readonly totp: Totp
  readonly sessions: Sessions
  readonly dispatch: Dispatch
  readonly random: RandomBytes
}

export const createOwnCredentials = (parts: OwnCredentialParts): OwnCredentials => {
  const { people, accounts, passwords, totp, sessions, random } = parts

  const proven = async (by: Principal, { password, code }: OwnCredential) =>
    (await accounts.prove({ person: by.person }, password, code)) === by.person
      ? undefined
      : refuse(
          'access/credential-wrong',
          'The password or code of now is not right, or there were too many attempts. Each code works once: wait for the next one and try again.',
        )

  return {
    changePassword: async (by, proof, next) => {
      const person = await owner(people, by)
      if (isRefusal(person)) return person
      const weak = refusePassword(next, person.login)
      if (weak !== undefined) return weak
      if (next === proof.password)
        return refuse('access/password-same', 'This is the password you have. Choose another.')
      const wrong = await proven(by, proof)
      if (wrong !== undefined) return wrong
      const hashed = await passwords.hash(next)
      const recorded = await record(parts, by, 'password')
      if (isRefusal(recorded)) return recorded
      await accounts.changePassword(by.person, hashed)
      await sessions.endOthers(by.person, person.sessionId)
      return true
    },
    beginAuthenticator: async (by) => {
      const person = await owner(people, by)
      if (isRefusal(person)) return person
      const request = newToken(random)
      const secret = totp.secretOfChange(by.person, request)
      const uri = totp.uri(person.login, secret)
      return { request, secret: totp.written(secret), uri, qr: qrCode(uri) }
    },
    changeAuthenticator: async (by, proof, request, code) => {
      const person = await owner(people, by)
      if (isRefusal(person)) return person
      const secret = totp.secretOfChange(by.person, request)
      const step = totp.stepOf(secret, code)
      // Before the proof: a slip with the new app must not use up the code of the old one.
      if (step === undefined)
        return refuse(
          'access/code-wrong',
          'The code of the new authenticator does not fit. Take the one it shows now, and check that its clock is right.',
        )
      const wrong = await proven(by, proof)
      if (wrong !== undefined) return wrong
      const recorded = await record(parts, by, 'authenticator')
      if (isRefusal(recorded)) return recorded
      await accounts.changeAuthenticator(by.person, totp.seal(by.person, secret), step)
      await sessions.endOthers(by.person, person.sessionId)
      return true
    },
  }
}

/** Whoever signed in themselves; a stolen token must not become the account. */
const owner = async (
  people: People,
  { via, person, sessionId }: Principal,
): Promise<{ readonly login: string; readonly sessionId: string } | Refusal> => {
  const found = via === 'session' && sessionId !== undefined ? await people.load(person) : undefined
  return found === undefined || sessionId === undefined
    ? refuse('access/not-by-token', 'Only a person can do this. Sign in and do it there.')
    : { login: found.state.login, sessionId }
}

// First the fact, then the change: a change without its fact is worse than the other way round.
const record = (
  { dispatch }: OwnCredentialParts,
  { person }: Principal,
  credential: 'password' | 'authenticator',
) =>
  dispatch({
    kind: 'person',
    command: 'record-credential-change',
    id: person,
    input: { credential },
    actor: { id: 'system:access', roles: ['administrator'] },
    onBehalfOf: `person:${person}`,
    requestId: 'own-account',
  })
