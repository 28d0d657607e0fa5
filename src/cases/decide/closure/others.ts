import { type ChecksOf, check } from './check.ts'

export const othersChecks: ChecksOf = ({ risk, otherProducts, thirdParties }) => [
  check(
    '9.5/risk-record',
    'Risk record updated',
    risk !== null && risk.residual !== 'not-acceptable',
    'Update the risk record; a risk that is not acceptable keeps the case open.',
    'update-risk',
    { recorded: risk?.register ?? '', by: [risk] },
  ),
  check(
    '9.5/other-products',
    'Other products informed',
    otherProducts !== null,
    'Inform the owners of other products, or record that there are none.',
    'inform-products',
    {
      recorded:
        otherProducts === null
          ? ''
          : otherProducts.none
            ? 'No other product shares the flaw'
            : `${otherProducts.products.length} informed`,
      by: [otherProducts],
    },
  ),
  check(
    '9.5/third-party',
    'Third parties told',
    thirdParties.length > 0,
    'Record the notice to the owner of third-party code, or that there is none.',
    'tell-third-party',
    {
      recorded: thirdParties
        .map(({ none, owner }) => (none ? 'No third party is involved' : owner))
        .join(', '),
      by: thirdParties.slice(-1),
    },
  ),
]
