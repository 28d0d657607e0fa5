import type { disclosureEvents } from '../events/disclosure.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

export interface DisclosurePart {
  readonly disclosure:
    | (Of<'case.disclosure-decided'> & Done & { readonly approved: Done | null })
    | null
  readonly embargo: (Of<'case.embargo-set'> & Done) | null
}

export const initialDisclosure: DisclosurePart = { disclosure: null, embargo: null }

export const evolveDisclosure: Evolvers<typeof disclosureEvents> = {
  'case.disclosure-decided': (state, event, done) => ({
    ...state,
    disclosure: { ...without(event), ...done, approved: null },
  }),
  'case.disclosure-approved': (state, _event, done) =>
    state.disclosure === null
      ? state
      : { ...state, disclosure: { ...state.disclosure, approved: done } },
  'case.embargo-set': (state, event, done) => ({
    ...state,
    embargo: event.named.length === 0 ? null : { ...without(event), ...done },
  }),
  'case.embargo-ended': (state) => ({ ...state, embargo: null }),
}
