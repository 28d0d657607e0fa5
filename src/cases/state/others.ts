import type { othersEvents } from '../events/others.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

export interface OthersPart {
  readonly risk: (Of<'case.risk-updated'> & Done) | null
  readonly otherProducts: (Of<'case.products-informed'> & Done) | null
  readonly thirdParties: readonly (Of<'case.third-party-told'> & Done)[]
}

export const initialOthers: OthersPart = { risk: null, otherProducts: null, thirdParties: [] }

export const evolveOthers: Evolvers<typeof othersEvents> = {
  'case.risk-updated': (state, event, done) => ({
    ...state,
    risk: { ...without(event), ...done },
  }),
  'case.products-informed': (state, event, done) => ({
    ...state,
    otherProducts: { ...without(event), ...done },
  }),
  'case.third-party-told': (state, event, done) => ({
    ...state,
    thirdParties: [...state.thirdParties, { ...without(event), ...done }],
  }),
}
