import { createHmac, timingSafeEqual } from 'node:crypto'
import type { StreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { Dispatch } from '../commands/dispatch.ts'
import { deriveKey, type MasterKey } from '../vault/index.ts'
import { type AccessAct, type AccessEntry, createAccessLog } from './access-log.ts'
import { createAccessTokens, type NewTokenInput, type TokenInfo } from './access-tokens.ts'
import { createAccounts } from './accounts.ts'
import { type Confirmations, createConfirmations } from './confirmations.ts'
import { createPasswords } from './credentials/passwords.ts'
import { createTotp } from './credentials/totp.ts'
import { createEnrolment, type Enrolment, type EnrolmentInput } from './enrolment.ts'
import { createInvitations, type Invitation } from './invitations.ts'
import { createOwnCredentials, type OwnCredentials } from './own-credentials.ts'
import { createPeople, type PersonInfo } from './people.ts'
import { login as loginSchema } from './person/contract.ts'
import { productsOf } from './person/index.ts'
import type { Principal } from './principal.ts'
import { createSessions } from './sessions.ts'

export interface SignedIn {
  /** For the cookie; only its hash is stored. */
  readonly token: string
  readonly principal: Principal
}

/** Who may come in, and how they prove it. */
export interface Access extends Confirmations, OwnCredentials {
  /** Token for the first administrator's link; undefined where there is an administrator. */
  bootstrapLink(): Promise<string | undefined>
  /** A link's token for an invited person without an account; administrators only. */
  invitationLink(by: Principal, person: StreamId): Promise<Invitation | Refusal>
  /**
   * For an administrator who lost their phone or password, on the machine itself: takes the old
   * credential back and answers a link's token. Refuses for anybody else.
   */
  recoverOnMachine(login: string): Promise<Invitation | Refusal>
  beginInvitation(token: string): Promise<Enrolment | Refusal>
  /** Sets the account up and signs the person in. */
  completeInvitation(token: string, input: EnrolmentInput): Promise<SignedIn | Refusal>
  /** One refusal, `access/sign-in-failed`, whatever was wrong. */
  signIn(login: string, password: string, code: string): Promise<SignedIn | Refusal>
  /** Who asks; undefined where nobody can be made out. A bearer token goes before a session. */
  authenticate(given: {
    readonly session?: string | undefined
    readonly bearer?: string | undefined
  }): Promise<Principal | undefined>
  signOut(session: string): Promise<void>
  /** What a page must send beside the cookie, bound to that session. */
  csrfToken(session: string): string
  isCsrfToken(session: string, given: string): boolean
  createToken(
    by: Principal,
    input: NewTokenInput,
  ): Promise<{ readonly token: string; readonly info: TokenInfo } | Refusal>
  listTokens(by: Principal): Promise<readonly TokenInfo[]>
  /** One's own; administrators anybody's. */
  revokeToken(by: Principal, id: string): Promise<true | Refusal>
  listPeople(): Promise<readonly PersonInfo[]>
  /** Sign-ins and their failures, the newest first, a page of them. */
  log(before?: Pick<AccessEntry, 'id' | 'lastAt'>): Promise<readonly AccessEntry[]>
  /** Puts an act of theirs into the log; of the local operator without a person. */
  note(what: AccessAct, by: Principal): Promise<void>
}

export interface AccessParts {
  readonly ledger: Ledger
  readonly dispatch: Dispatch
  readonly master: MasterKey
  readonly clock: Clock
  readonly random: RandomBytes
}

export const createAccess = ({ ledger, dispatch, master, clock, random }: AccessParts): Access => {
  const { database } = ledger
  const people = createPeople(() => ledger)
  const passwords = createPasswords(master)
  const totp = createTotp(master, clock, random)
  const accounts = createAccounts(database, passwords, totp, clock)
  const sessions = createSessions(database, clock, random)
  const tokens = createAccessTokens(database, clock, random)
  const invitations = createInvitations(database, clock, random)
  const enrolment = createEnrolment({ people, accounts, invitations, passwords, totp, dispatch })
  const own = createOwnCredentials({
    people,
    accounts,
    passwords,
    totp,
    sessions,
    dispatch,
    random,
  })
  const log = createAccessLog(database, clock, random)
  const confirmations = createConfirmations(accounts, clock)
  /** A fact about the tokens of `owner`, on behalf of who did it. */
  const recordToken = (command: string, owner: StreamId, by: Principal, input: object) =>
    dispatch({
      kind: 'person',
      command,
      id: owner,
      input,
      actor: { id: 'system:access', roles: ['administrator'] },
      onBehalfOf: by.via === 'local' ? 'local:operator' : `person:${by.person}`,
      requestId: 'tokens',
    })
  const csrfKey = deriveKey(master, 'csrf')
  const csrfToken = (session: string): string =>
    createHmac('sha256', csrfKey).update(session).digest('base64url')

  /** The person behind a session or token from that moment on; undefined where it is void. */
  const principalOf = async (
    person: StreamId,
    since: string,
    how: Pick<Principal, 'via' | 'tokenId' | 'sessionId'>,
  ): Promise<Principal | undefined> => {
    const state = (await people.load(person))?.state
    return state?.status !== 'active' || state.activeSince === null || since < state.activeSince
      ? undefined
      : { person, name: state.name, roles: state.roles, ...limitOf(productsOf(state)), ...how }
  }
  const fromSession = async (token: string): Promise<Principal | undefined> => {
    const found = await sessions.find(token)
    if (found === undefined) return undefined
    const { person, id, startedAt } = found
    return principalOf(person, startedAt, { via: 'session', sessionId: id })
  }
  const fromToken = async (token: string): Promise<Principal | undefined> => {
    const found = await tokens.find(token)
    if (found === undefined) return undefined
    const { person, id, createdAt } = found
    const owner = await principalOf(person, createdAt, { via: 'token', tokenId: id })
    if (owner === undefined) return undefined
    const { products = [] } = owner
    return {
      ...owner,
      // A role that its owner has lost is lost to the token too, and so is a product.
      roles: owner.roles.filter((role) => found.roles.includes(role)),
      ...(owner.products === undefined
        ? limitOf(found.products)
        : found.products.length === 0
          ? {}
          : { products: products.filter((id) => found.products.includes(id)) }),
    }
  }
  const start = async (person: StreamId): Promise<SignedIn | undefined> => {
    const token = await sessions.start(person)
    const principal = await fromSession(token)
    return principal && { token, principal }
  }

  const makeToken = async (by: Principal, input: NewTokenInput) => {
    const made = await tokens.create(by.person, input)
    if (isRefusal(made)) return made
    const { id, label, roles, products, expiresAt } = made.info
    const recorded = await recordToken('record-token', by.person, by, {
      token: id,
      label,
      roles,
      products,
      expiresAt,
    })
    if (!isRefusal(recorded)) return made
    // Nobody has seen it yet: without its fact there is no token.
    await tokens.revoke(by.person, id, false)
    return recorded
  }
  const revoke = async (by: Principal, id: string): Promise<true | Refusal> => {
    const revoked = await tokens.revoke(by.person, id, by.roles.includes('administrator'))
    if (isRefusal(revoked)) return revoked
    const recorded = await recordToken('record-token-revoked', revoked.person, by, { token: id })
    return isRefusal(recorded) ? recorded : true
  }

  return {
    ...confirmations,
    confirm: async (principal, credential) => {
      const confirmed = await confirmations.confirm(principal, credential)
      // A token cannot sign at all: that is no failed attempt.
      if (isRefusal(confirmed) && principal.via === 'session')
        await log.note('confirmation-failed', principal.person)
      return confirmed
    },
    ...own,
    bootstrapLink: enrolment.first,
    invitationLink: async (by, person) =>
      notByToken(by) ??
      notWhenLimited(by) ??
      (by.roles.includes('administrator')
        ? enrolment.link(person)
        : refuse('access/not-permitted', 'Only administrators invite people. Ask one of them.')),
    recoverOnMachine: enrolment.recoverOnMachine,
    beginInvitation: enrolment.begin,
    completeInvitation: async (token, input) => {
      const person = await enrolment.complete(token, input)
      if (isRefusal(person)) return person
      await log.note('signed-in', person)
      return (await start(person)) ?? failed()
    },
    signIn: async (login, password, code) => {
      const parsed = loginSchema.safeParse(login)
      // No account has an empty name, so what cannot be a name takes as long as an unknown one.
      const claim = { login: parsed.success ? parsed.data : '' }
      const person = await accounts.prove(claim, password, code)
      const signedIn = person === undefined ? undefined : await start(person)
      // The same work for a known name and an unknown one: their times must not differ.
      await log.note(
        signedIn === undefined ? 'sign-in-failed' : 'signed-in',
        signedIn?.principal.person ?? (await accounts.named(claim.login)),
      )
      return signedIn ?? failed()
    },
    authenticate: async ({ session, bearer }) =>
      bearer !== undefined
        ? fromToken(bearer)
        : session === undefined
          ? undefined
          : fromSession(session),
    signOut: async (session) => {
      const found = await sessions.find(session)
      await sessions.end(session)
      if (found !== undefined) await log.note('signed-out', found.person)
    },
    csrfToken,
    isCsrfToken: (session, given) => {
      const [expected, actual] = [Buffer.from(csrfToken(session)), Buffer.from(given)]
      return expected.length === actual.length && timingSafeEqual(expected, actual)
    },
    createToken: async (by, input) => {
      const refused = notByToken(by)
      if (refused !== undefined) return refused
      const foreign = (input.products ?? []).filter((id) => by.products?.includes(id) === false)
      if (foreign.length > 0)
        return refuse(
          'access/product-scope',
          'A token has no product that you do not have. Leave out what your account is not limited to.',
        )
      const unknown = await people.unknownProducts(input.products ?? [])
      if (unknown.length > 0)
        return refuse(
          'person/no-product',
          `No product has the id ${unknown[0]}. Choose among the registered ones.`,
        )
      const beyond = input.roles.filter((role) => !by.roles.includes(role))
      return beyond.length > 0
        ? refuse(
            'access/not-permitted',
            `A token has no role that you do not have. Leave out: ${beyond.join(', ')}.`,
          )
        : makeToken(by, input)
    },
    listTokens: (by) => tokens.list(by.person),
    revokeToken: async (by, id) => notByToken(by) ?? revoke(by, id),
    listPeople: people.list,
    log: (before) => log.list(limits.page.max, before),
    note: (what, by) => log.note(what, by.via === 'local' ? null : by.person),
  }
}

// Whoever sets up an account for somebody else could set one up without the limit.
const notWhenLimited = ({ products }: Principal): Refusal | undefined =>
  products === undefined
    ? undefined
    : refuse(
        'access/product-scope',
        'People belong to all products, and your account is limited to some. Ask an administrator without that limit.',
      )

/** Nothing named is no limit. */
const limitOf = (products: readonly string[]): Pick<Principal, 'products'> =>
  products.length === 0 ? {} : { products }

const failed = (): Refusal =>
  refuse(
    'access/sign-in-failed',
    'The name, password or code is not right, or there were too many attempts. Each code works once. Check them and try again; after several attempts wait some minutes.',
  )

// A stolen token must not make another that outlives it.
const notByToken = ({ via }: Principal): Refusal | undefined =>
  via === 'token'
    ? refuse('access/not-by-token', 'A token cannot do this. Sign in and do it there.')
    : undefined
