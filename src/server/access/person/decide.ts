import type { InputOf } from '../../../kernel/fields.ts'
import type { StreamId } from '../../../kernel/ids.ts'
import { type Refusal, refuse } from '../../../kernel/result.ts'
import { type Role, roles } from '../../../kernel/roles.ts'
import type { DecisionContext } from '../../../ledger/index.ts'
import type {
  changeRoles,
  disable,
  enable,
  invite,
  recordCredentialChange,
  recordToken,
  recordTokenRevoked,
  recover,
  registerFirst,
  setAddress,
  setScope,
  takeRoles,
} from './contract.ts'
import type { PersonEvent } from './events.ts'
import { type PersonState, productsOf } from './state.ts'

const accepted: PersonEvent = { type: 'person.accepted', credential: 'password-and-totp' }

type Decided = readonly PersonEvent[] | Refusal

/** `named`: those who have the sign-in name already. */
export const decideInvite = (
  _state: PersonState,
  input: InputOf<typeof invite>,
  context: DecisionContext,
  named: readonly StreamId[],
): Decided => {
  if (isMachine(context)) return needsPerson()
  return named.length > 0
    ? nameTaken(input.login)
    : [{ type: 'person.invited', ...input, roles: inOrder(input.roles) }]
}

export interface FirstStart {
  readonly administrators: readonly StreamId[]
  readonly named: readonly StreamId[]
}

export const decideRegisterFirst = (
  _state: PersonState,
  input: InputOf<typeof registerFirst>,
  _context: DecisionContext,
  { administrators, named }: FirstStart,
): Decided => {
  if (administrators.length > 0)
    return refuse(
      'person/has-administrator',
      'This server has an administrator already. Ask them for an invitation.',
    )
  if (named.length > 0) return nameTaken(input.login)
  return [{ type: 'person.invited', ...input, roles: ['administrator'], address: '' }, accepted]
}

export const decideAccept = (state: PersonState): Decided => {
  if (state.status === 'disabled')
    return refuse('person/disabled', 'This account was disabled. Ask an administrator.')
  return state.accepted && !state.recovering ? [] : [accepted]
}

/** `administrators`: all who are active, can sign in and are not limited to products, as in the next ones. */
export const decideChangeRoles = (
  state: PersonState,
  input: InputOf<typeof changeRoles>,
  context: DecisionContext,
  administrators: readonly StreamId[],
): Decided => {
  if (isMachine(context)) return needsPerson()
  if (isSelf(context))
    return refuse(
      'person/own-roles',
      'Nobody changes their own roles. Ask another administrator; the only one takes further roles by "Take further roles yourself".',
    )
  const given = inOrder(input.roles)
  if (!given.includes('administrator') && isLast(context.stream, administrators))
    return lastAdministrator(state)
  return [{ type: 'person.roles-changed', ...input, roles: given }]
}

/** `unknown`: products named that are none. `administrators` as above. */
export const decideSetScope = (
  state: PersonState,
  { products, reason }: InputOf<typeof setScope>,
  context: DecisionContext,
  {
    administrators,
    unknown,
  }: { readonly administrators: readonly StreamId[]; readonly unknown: readonly string[] },
): Decided => {
  if (isMachine(context)) return needsPerson()
  if (isSelf(context))
    return refuse('person/own-scope', 'Nobody sets their own products. Ask another administrator.')
  if (unknown.length > 0)
    return refuse(
      'person/no-product',
      `No product has the id ${unknown[0]}. Choose among the registered ones.`,
    )
  // Somebody must be left who manages people, and that takes all products.
  if (products.length > 0 && isLast(context.stream, administrators)) return lastAdministrator(state)
  const before = productsOf(state)
  return before.length === products.length && before.every((id) => products.includes(id))
    ? []
    : [{ type: 'person.scope-set', products, reason }]
}

export const decideTakeRoles = (
  state: PersonState,
  { roles: given, reason }: InputOf<typeof takeRoles>,
  context: DecisionContext,
  administrators: readonly StreamId[],
): Decided => {
  if (isMachine(context)) return needsPerson()
  if (!isSelf(context))
    return refuse('person/not-own', 'Roles are taken for oneself. Use "Change the roles" here.')
  if (!isLast(context.stream, administrators))
    return refuse(
      'person/own-roles',
      'There is another administrator: ask them to change your roles.',
    )
  const all = inOrder([...state.roles, ...given])
  return all.length === inOrder(state.roles).length
    ? refuse('person/has-roles', 'You have these roles already. Choose one that you have not.')
    : [{ type: 'person.roles-taken', roles: all, reason }]
}

export const decideDisable = (
  state: PersonState,
  input: InputOf<typeof disable>,
  context: DecisionContext,
  administrators: readonly StreamId[],
): Decided => {
  if (isMachine(context)) return needsPerson()
  if (isSelf(context))
    return refuse(
      'person/own-account',
      'Nobody disables their own account. Ask another administrator.',
    )
  if (state.status === 'disabled')
    return refuse('person/disabled-already', 'This account is disabled already.')
  if (isLast(context.stream, administrators)) return lastAdministrator(state)
  return [{ type: 'person.disabled', ...input }]
}

export const decideSetAddress = (
  state: PersonState,
  { address }: InputOf<typeof setAddress>,
  context: DecisionContext,
): Decided => {
  // Who has a stolen token must not have our mail sent to themselves.
  if (isMachine(context)) return needsPerson()
  if (!isSelf(context) && !context.actor.roles.includes('administrator'))
    return refuse(
      'person/not-own',
      'Set your own address, or ask an administrator to set this person’s.',
    )
  return address === state.address ? [] : [{ type: 'person.address-set', address }]
}

export const decideEnable = (
  state: PersonState,
  input: InputOf<typeof enable>,
  context: DecisionContext,
): Decided => {
  if (isMachine(context)) return needsPerson()
  return state.status === 'disabled'
    ? [{ type: 'person.enabled', ...input }]
    : refuse('person/not-disabled', 'This account is not disabled.')
}

export const decideRecover = (
  state: PersonState,
  { reason }: InputOf<typeof recover>,
  context: DecisionContext,
): Decided => {
  if (isMachine(context)) return needsPerson()
  if (isSelf(context))
    return refuse(
      'person/own-account',
      'Nobody lets themselves in anew. Change your password or authenticator under "Your account", or ask another administrator.',
    )
  return begunFor(state, reason, 'administrator')
}

/** Only administrators: everybody else has one to ask. */
export const decideRecoverOnMachine = (state: PersonState): Decided =>
  state.roles.includes('administrator')
    ? begunFor(state, 'asked for on the machine itself', 'operator')
    : refuse(
        'person/not-administrator',
        `${state.name} is no administrator. An administrator lets them in anew under People.`,
      )

const begunFor = (
  { status, name }: PersonState,
  reason: string,
  by: 'administrator' | 'operator',
): Decided => {
  if (status === 'disabled')
    return refuse('person/disabled', 'This account is disabled. Enable it first.')
  if (status === 'invited')
    return refuse(
      'person/not-accepted',
      `${name} has not set up an account yet. Make an invitation link.`,
    )
  // Once more on the machine is how a link that was lost is made anew.
  if (status === 'recovering')
    return by === 'operator'
      ? []
      : refuse('person/recovering', `${name} is let in anew already. Make the link.`)
  return [{ type: 'person.recovery-begun', reason, by }]
}

export const decideCredentialChange = (
  _state: PersonState,
  { credential }: InputOf<typeof recordCredentialChange>,
): Decided => [{ type: 'person.credential-changed', credential }]

export const decideToken = (_state: PersonState, input: InputOf<typeof recordToken>): Decided => [
  { type: 'person.token-made', ...input, roles: inOrder(input.roles) },
]

export const decideTokenRevoked = (
  _state: PersonState,
  input: InputOf<typeof recordTokenRevoked>,
): Decided => [{ type: 'person.token-revoked', ...input }]

/** Each role once, in the order of the list of roles. */
const inOrder = (given: readonly Role[]): Role[] => roles.filter((role) => given.includes(role))

const isSelf = ({ actor, stream }: DecisionContext): boolean => actor.id === `person:${stream}`

// A stolen token must not be able to make an account for its thief.
const isMachine = ({ actor }: DecisionContext): boolean => actor.token !== undefined

const needsPerson = (): Refusal =>
  refuse('person/not-by-token', 'People are managed by people: sign in and do it there.')

const isLast = (person: StreamId, administrators: readonly StreamId[]): boolean =>
  administrators.length === 1 && administrators[0] === person

const lastAdministrator = ({ name }: PersonState): Refusal =>
  refuse(
    'person/last-administrator',
    `${name} is the last administrator. Make somebody else one first.`,
  )

const nameTaken = (login: string): Refusal =>
  refuse('person/name-taken', `Somebody has the sign-in name "${login}" already. Choose another.`)
