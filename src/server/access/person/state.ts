import { z } from 'zod'
import type { Role } from '../../../kernel/roles.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { EventEnvelope, Facets } from '../../../ledger/index.ts'
import type { personStatuses } from './contract.ts'
import type { PersonEvent } from './events.ts'

export interface PersonState {
  readonly status: (typeof personStatuses)[number]
  readonly name: string
  readonly login: string
  /** Where mail goes; empty where none was given. */
  readonly address: string
  readonly roles: readonly Role[]
  /** What the roles are limited to; empty: every product. Older states have none. */
  readonly products?: readonly string[]
  /** Whether an account was ever set up: what a disabled person goes back to. */
  readonly accepted: boolean
  /** Whether the credential was taken back and a new one is not set up yet. */
  readonly recovering: boolean
  /** Sessions and tokens from before this moment are void. */
  readonly activeSince: Instant | null
}

export const initialPerson: PersonState = {
  status: 'invited',
  name: '',
  login: '',
  address: '',
  roles: [],
  products: [],
  accepted: false,
  recovering: false,
  activeSince: null,
}

export const evolvePerson = (
  state: PersonState,
  event: PersonEvent,
  { at }: EventEnvelope,
): PersonState => {
  switch (event.type) {
    case 'person.invited':
      return {
        ...state,
        name: event.name,
        login: event.login,
        address: event.address,
        roles: event.roles,
      }
    case 'person.address-set':
      return { ...state, address: event.address }
    case 'person.accepted':
      return { ...state, accepted: true, recovering: false, status: 'active', activeSince: at }
    case 'person.roles-changed':
    case 'person.roles-taken':
      return { ...state, roles: event.roles }
    case 'person.scope-set':
      return { ...state, products: event.products }
    case 'person.disabled':
      return { ...state, status: 'disabled' }
    case 'person.enabled':
      return state.accepted
        ? { ...state, status: state.recovering ? 'recovering' : 'active', activeSince: at }
        : { ...state, status: 'invited' }
    case 'person.recovery-begun':
      return { ...state, status: 'recovering', recovering: true, activeSince: null }
    case 'person.token-made':
    case 'person.token-revoked':
    case 'person.credential-changed':
      return state
    default:
      return event satisfies never
  }
}

const address = z.email()

/** Where mail reaches the person: their address, else a sign-in name that is one; null for neither. */
export const mailAddressOf = (state: Pick<PersonState, 'address' | 'login'>): string | null =>
  // States of before there were addresses have none.
  (state.address ?? '') !== ''
    ? state.address
    : address.safeParse(state.login).success
      ? state.login
      : null

export const personFacets = (state: PersonState): Facets => ({
  title: state.name,
  status: state.status,
  values: {
    login: [state.login],
    role: state.roles,
    address: addressesOf(state),
    scope: productsOf(state),
  },
})

/** The products that the person's roles are limited to; empty: all. */
export const productsOf = (state: Pick<PersonState, 'products'>): readonly string[] =>
  state.products ?? []

const addressesOf = (state: PersonState): readonly string[] => {
  const found = mailAddressOf(state)
  return found === null ? [] : [found]
}

export const personText = (state: PersonState): string => [state.login, ...state.roles].join('\n')
