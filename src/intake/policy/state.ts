import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { PolicySettings, PolicyVersion } from '../contract/policy.ts'
import type { PolicyEvent } from './events.ts'

export interface PolicyState extends PolicySettings {
  readonly status: 'published'
  readonly reference: string
  readonly title: string
  /** The number of the version that applies; 0 before the first. */
  readonly number: number
  /** The oldest first, the one that applies last. */
  readonly versions: readonly PolicyVersion[]
}

export const initialPolicy: PolicyState = {
  status: 'published',
  reference: '',
  title: '',
  number: 0,
  scope: '',
  language: 'en',
  contactMail: '',
  phone: '',
  languages: ['en'],
  safeHarbour: 'none',
  recognition: 'none',
  notToSend: '',
  rules: '',
  versions: [],
}

export const evolvePolicy = (
  { disclosureDays: _, ...state }: PolicyState,
  event: PolicyEvent,
  { at }: EventEnvelope,
): PolicyState => {
  switch (event.type) {
    case 'policy.published': {
      const { type: _type, reference, changes, promised, number, ...settings } = event
      return {
        ...state,
        ...settings,
        reference,
        number,
        title: `Disclosure policy, version ${number}`,
        versions: [...state.versions, { ...settings, number, at, changes, promised }],
      }
    }
    default:
      return event.type satisfies never
  }
}

export const policyFacets = (state: PolicyState): Facets => ({
  title: state.title,
  status: state.status,
  values: {},
})

export const policyText = (state: PolicyState): string =>
  [state.scope, state.notToSend, state.rules].join('\n')
