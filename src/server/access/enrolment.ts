import type { StreamId } from '../../kernel/ids.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Actor, Role } from '../../kernel/roles.ts'
import type { Dispatch } from '../commands/dispatch.ts'
import type { Accounts } from './accounts.ts'
import { type Passwords, refusePassword } from './credentials/passwords.ts'
import type { Totp } from './credentials/totp.ts'
import type { Invitation, Invitations } from './invitations.ts'
import type { People } from './people.ts'
import { login as loginSchema, personName } from './person/contract.ts'
import { qrCode } from './qr/index.ts'

/** What somebody with a link sees: who they will be, and the secret for their authenticator. */
export interface Enrolment {
  /** Null for the first administrator, who chooses them. */
  readonly name: string | null
  readonly login: string | null
  readonly roles: readonly Role[]
  /** Base32 in groups of four, for typing in. */
  readonly secret: string
  /** `otpauth:` address of the same. */
  readonly uri: string
  /** SVG of that address as a QR code. */
  readonly qr: string
}

export interface EnrolmentInput {
  readonly name?: string | undefined
  readonly login?: string | undefined
  readonly password: string
  readonly code: string
}

export interface EnrolmentParts {
  readonly people: People
  readonly accounts: Accounts
  readonly invitations: Invitations
  readonly passwords: Passwords
  readonly totp: Totp
  readonly dispatch: Dispatch
}

const system: Actor = { id: 'system:access', roles: ['administrator'] }

/** From a one-time link to an account. */
export const createEnrolment = (parts: EnrolmentParts) => {
  const { people, accounts, invitations, passwords, totp } = parts

  return {
    /**
     * The token for the first administrator's link, new at each start until one has used it;
     * undefined where somebody can administer already.
     */
    first: async (): Promise<string | undefined> => {
      // Somebody who is let in anew administers again soon: that is no first start.
      const recovering = (await people.list()).some(
        ({ status, roles }) => status === 'recovering' && roles.includes('administrator'),
      )
      if (!recovering && (await people.administrators()).facts.length === 0)
        return (await invitations.issue(null, ['administrator'])).token
      await invitations.withdraw(null)
      return undefined
    },
    /** A link for an invited person. */
    link: async (person: StreamId): Promise<Invitation | Refusal> => {
      const found = await people.load(person)
      if (found === undefined)
        return refuse('record/not-found', 'There is no person with this id. Invite them first.')
      if (found.state.status === 'disabled')
        return refuse('person/disabled', 'This account is disabled. Enable it first.')
      if (found.state.status !== 'recovering' && (await accounts.has(person)))
        return refuse('access/has-account', `${found.state.name} has set up their account already.`)
      return invitations.issue(person, found.state.roles)
    },
    recoverOnMachine: async (login: string): Promise<Invitation | Refusal> => {
      const parsed = loginSchema.safeParse(login)
      const [person] = parsed.success ? (await people.named(parsed.data)).facts : []
      if (person === undefined)
        return refuse(
          'record/not-found',
          `Nobody signs in as "${login}". Give the sign-in name of an administrator.`,
        )
      const begun = await parts.dispatch({
        kind: 'person',
        command: 'recover-on-machine',
        id: person,
        input: {},
        actor: { id: 'system:recovery', roles: ['administrator'] },
        onBehalfOf: 'local:operator',
        requestId: 'recovery',
      })
      return isRefusal(begun) ? begun : invitations.issue(person, ['administrator'])
    },
    begin: async (token: string): Promise<Enrolment | Refusal> => {
      const invitation = await whoFor(parts, token)
      if (isRefusal(invitation)) return invitation
      const secret = totp.secretOf(token)
      const uri = totp.uri(invitation.login ?? 'administrator', secret)
      return {
        name: invitation.name,
        login: invitation.login,
        roles: invitation.roles,
        secret: totp.written(secret),
        uri,
        qr: qrCode(uri),
      }
    },
    /** Sets the account up and answers whose it is. */
    complete: async (token: string, input: EnrolmentInput): Promise<StreamId | Refusal> => {
      const invitation = await whoFor(parts, token)
      if (isRefusal(invitation)) return invitation
      const named = invitation.person === null ? namesIn(input) : invitation
      if (isRefusal(named)) return named
      const weak = refusePassword(input.password, named.login)
      if (weak !== undefined) return weak
      const secret = totp.secretOf(token)
      const step = totp.stepOf(secret, input.code)
      if (step === undefined)
        return refuse(
          'access/code-wrong',
          'The code does not fit. Take the one the app shows now, and check that its clock is right.',
        )
      const password = await passwords.hash(input.password)
      // From here on the link is used up; what refuses below gives it back.
      if (!(await invitations.use(token))) return invalid()
      if (invitation.person !== null && invitation.recovering) {
        const { person } = invitation
        // The new credential first: after a crash in between, the old one still lets nobody in.
        await accounts.replace({ person, password, totpSecret: totp.seal(person, secret), step })
        return accept(parts, person)
      }
      const person =
        invitation.person === null
          ? await registerFirst(parts, named)
          : await accept(parts, invitation.person)
      const created =
        !isRefusal(person) &&
        (await accounts.create({
          person,
          login: named.login,
          password,
          totpSecret: totp.seal(person, secret),
          step,
        }))
      if (created) return person
      await invitations.release(token)
      return isRefusal(person)
        ? person
        : refuse(
            'person/name-taken',
            `Somebody has the sign-in name "${named.login}" already. Ask for an invitation under another.`,
          )
    },
  }
}

interface Names {
  readonly name: string
  readonly login: string
}

type WhoFor =
  | {
      readonly person: null
      readonly name: null
      readonly login: null
      readonly roles: readonly Role[]
    }
  | ({
      readonly person: StreamId
      readonly roles: readonly Role[]
      readonly recovering: boolean
    } & Names)

const whoFor = async (
  { people, invitations }: EnrolmentParts,
  token: string,
): Promise<WhoFor | Refusal> => {
  const invitation = await invitations.find(token)
  if (invitation === undefined) return invalid()
  if (invitation.person === null)
    return { person: null, name: null, login: null, roles: ['administrator'] }
  const person = await people.load(invitation.person)
  if (person === undefined || person.state.status === 'disabled') return invalid()
  const { name, login, roles, status } = person.state
  return { person: person.id, name, login, roles, recovering: status === 'recovering' }
}

const invalid = (): Refusal =>
  refuse(
    'access/invitation-invalid',
    'This link was used already, is too old, or is not complete. Ask for a new one; the first administrator’s is printed when the server starts.',
  )

const namesIn = ({ name, login }: EnrolmentInput): Names | Refusal => {
  const parsedName = personName.safeParse(name)
  const parsedLogin = loginSchema.safeParse(login)
  if (parsedName.success && parsedLogin.success)
    return { name: parsedName.data, login: parsedLogin.data }
  const issue = (parsedName.error ?? parsedLogin.error)?.issues[0]
  return refuse(
    'input/invalid',
    `The ${parsedName.success ? 'sign-in name' : 'name'} is not as it must be: ${issue?.message ?? 'missing'}`,
    { fields: [{ field: parsedName.success ? 'login' : 'name', message: issue?.message }] },
  )
}

const registerFirst = async (
  { people, accounts, dispatch }: EnrolmentParts,
  names: Names,
): Promise<StreamId | Refusal> => {
  // A server that was killed between the two steps below left the person without an account.
  const [left] = (await people.named(names.login)).facts
  const person = left === undefined ? undefined : await people.load(left)
  if (
    person?.state.status === 'active' &&
    person.state.roles.includes('administrator') &&
    !(await accounts.has(person.id))
  )
    return person.id
  const registered = await dispatch({
    kind: 'person',
    command: 'register-first-administrator',
    input: names,
    actor: system,
    requestId: 'first-administrator',
  })
  return isRefusal(registered) ? registered : registered.id
}

const accept = async (
  { dispatch }: EnrolmentParts,
  person: StreamId,
): Promise<StreamId | Refusal> => {
  const accepted = await dispatch({
    kind: 'person',
    command: 'accept',
    id: person,
    input: {},
    actor: system,
    requestId: 'invitation',
  })
  return isRefusal(accepted) ? accepted : person
}
