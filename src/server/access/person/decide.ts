import type { InputOf } from '../../../kernel/fields.ts'
import type { StreamId } from '../../../kernel/ids.ts'
import { type Refusal, refuse } from '../../../kernel/result.ts'
import { type Role, roles } from '../../../kernel/roles.ts'
import type { DecisionContext } from '../../../ledger/index.ts'
import type { changeRoles, disable, enable, invite, registerFirst } from './contract.ts'
import type { PersonEvent } from './events.ts'
import type { PersonState } from './state.ts'

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
  return [{ type: 'person.invited', ...input, roles: ['administrator'] }, accepted]
}

export const decideAccept = (state: PersonState): Decided => {
  if (state.status === 'disabled')
    return refuse('person/disabled', 'This account was disabled. Ask an administrator.')
  return state.accepted ? [] : [accepted]
}

/** `administrators`: all who are active and can sign in, as in the next one. */
export const decideChangeRoles = (
  state: PersonState,
  input: InputOf<typeof changeRoles>,
  context: DecisionContext,
  administrators: readonly StreamId[],
): Decided => {
  if (isMachine(context)) return needsPerson()
  if (isSelf(context))
    return refuse('person/own-roles', 'Nobody changes their own roles. Ask another administrator.')
  const given = inOrder(input.roles)
  if (!given.includes('administrator') && isLast(context.stream, administrators))
    return lastAdministrator(state)
  return [{ type: 'person.roles-changed', ...input, roles: given }]
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
