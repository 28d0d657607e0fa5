import type { ClosureEvidence } from '../../ports.ts'
import { concernedProducts, hasAnswered } from '../../state/owners.ts'
import type { CaseState } from '../../state.ts'
import { proposedToAsk } from '../owners.ts'
import { type ChecksOf, check } from './check.ts'

/** Owners answer for each other product; where there is none, that says itself. */
export const ownersChecks: ChecksOf = (state, evidence) => {
  const silent = state.asks.filter((ask) => !hasAnswered(ask)).map(({ name }) => name)
  const unasked = productsToAsk(state, evidence)
  return [
    check(
      '9.5/other-products',
      noOtherProduct(state, evidence) ? 'There is no other product' : 'Other products answered for',
      silent.length === 0 &&
        unasked.length === 0 &&
        (state.otherProducts !== null || noOtherProduct(state, evidence)),
      silent.length > 0
        ? `Wait for the owners of ${silent.join(', ')}, or have an administrator answer for them.`
        : unasked.length > 0
          ? `Ask the owners of ${unasked.join(', ')}.`
          : 'Ask the owners of other products, or say why nobody is to be asked.',
      silent.length > 0 ? 'answer-for-product' : 'ask-owners',
      { recorded: recordedOf(state), by: [state.otherProducts] },
    ),
  ]
}

const recordedOf = ({ otherProducts: told }: CaseState): string =>
  told === null ? '' : told.none ? told.answer : `${told.products.length} answered for`

/** Names of products that may be concerned, and about which nobody was asked. */
const productsToAsk = (state: CaseState, { products }: ClosureEvidence): readonly string[] => {
  const known = [
    ...state.asks.map(({ product }) => product),
    ...(state.otherProducts?.products ?? []),
  ]
  const proposed = proposedToAsk(state, products.active, products.askAll)
  return products.active
    .filter(({ id }) => proposed.includes(id) && !known.includes(id))
    .map(({ name }) => name)
}

/** The maker has no active product besides those that the team looked at itself. */
const noOtherProduct = (state: CaseState, { products }: ClosureEvidence): boolean => {
  const concerned = concernedProducts(state)
  return (
    state.asks.length === 0 &&
    concerned.length === 0 &&
    products.active.length < 2 &&
    products.active.every(({ id }) => state.impact.some(({ product }) => product === id))
  )
}
