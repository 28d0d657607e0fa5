import type { Role } from '../../../kernel/roles.ts'
import type { Instant } from '../../../kernel/time.ts'
import type { EventEnvelope, Facets } from '../../../ledger/index.ts'
import type { personStatuses } from './contract.ts'
import type { PersonEvent } from './events.ts'

export interface PersonState {
  readonly status: (typeof personStatuses)[number]
  readonly name: string
  readonly login: string
  readonly roles: readonly Role[]
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
  roles: [],
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
      return { ...state, name: event.name, login: event.login, roles: event.roles }
    case 'person.accepted':
      return { ...state, accepted: true, recovering: false, status: 'active', activeSince: at }
    case 'person.roles-changed':
    case 'person.roles-taken':
      return { ...state, roles: event.roles }
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

export const personFacets = (state: PersonState): Facets => ({
  title: state.name,
  status: state.status,
  values: { login: [state.login], role: state.roles },
})

export const personText = (state: PersonState): string => [state.login, ...state.roles].join('\n')
