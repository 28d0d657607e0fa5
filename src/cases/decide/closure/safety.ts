import { affectedProducts } from '../../state/safety.ts'
import { type ChecksOf, check } from './check.ts'

/** Asked for each product that is affected; an end without a fix has none. */
export const safetyChecks: ChecksOf = (state) => {
  const affected = affectedProducts(state)
  const assessed = state.safety.filter(({ product }) => affected.includes(product))
  const unsigned = assessed.filter(({ signed }) => signed === null)
  const unwritten = affected.length - assessed.length
  const [first] = unsigned
  const signing = unwritten === 0 && first !== undefined
  return [
    check(
      '9.5/risk-record',
      'Safety assessed, signed',
      unwritten === 0 && unsigned.length === 0,
      unwritten > 0
        ? `Assess the safety of ${unwritten === 1 ? 'the affected product' : `the ${unwritten} affected products`} that nobody assessed, and have it signed.`
        : 'Have the safety assessment signed by somebody else.',
      signing ? 'sign-safety' : 'assess-safety',
      {
        recorded: assessed.map(({ result }) => `${result.fda} risk`).join(', '),
        by: assessed.flatMap((one) => [one, one.signed]).slice(-2),
        notFor: signing && unsigned.every(({ by }) => by === first.by) ? first.by : null,
        notAsked: affected.length === 0 ? 'No product is affected.' : null,
      },
    ),
  ]
}
