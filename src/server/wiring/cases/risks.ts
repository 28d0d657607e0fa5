import {
  type CaseState,
  decidingScore,
  isTolerable,
  type NamedMatrix,
  type RiskEntry,
  type RiskPorts,
  type RiskState,
} from '../../../cases/index.ts'
import { refuse } from '../../../kernel/result.ts'
import type { Ledger } from '../../../ledger/index.ts'
import type { ProductState } from '../../../products/index.ts'
import { ofKind, one, readOf, type Typed } from '../records.ts'

/** What the risk register asks of cases and products. */
export const riskPorts = (ledger: () => Ledger, matrix: NamedMatrix): RiskPorts => ({
  riskBasis: async (ids, product) => {
    const cases = ofKind<CaseState>(await ledger().loadAll(ids), 'case')
    if (cases.length < new Set(ids).size)
      return refuse(
        'risk/no-case',
        'A case of this risk cannot be found. Leave it out, or name it.',
      )
    const about =
      product === undefined ? undefined : await one<ProductState>(ledger(), 'product', product)
    if (product !== undefined && about === undefined)
      return refuse('risk/no-product', 'The product cannot be found. Leave it out, or name it.')
    return {
      facts: { matrix, cases: cases.map(basisOf) },
      read: readOf([...cases, ...(about === undefined ? [] : [about])]),
    }
  },
})

const basisOf = ({ stream, humanId, state }: Typed<CaseState>) => ({
  case: stream,
  reference: humanId,
  score: decidingScore(state)?.score.toFixed(1) ?? '',
  exploitation: state.exploitation?.status ?? '',
  affected: state.impact
    .filter(({ status }) => status === 'affected')
    .map((row) => `${row.product} ${row.revision}`)
    .sort()
    .join('\n'),
  // Signed assessments only: a draft says nothing yet.
  safety: state.safety
    .filter(({ signed }) => signed !== null)
    .map(
      ({ product, severity, result }) =>
        `${product} ${severity} ${result.probability} ${result.fda}`,
    )
    .sort()
    .join('\n'),
})

/** An entry as a case sees it. */
export const riskEntryOf = ({ stream, humanId, state }: Typed<RiskState>): RiskEntry => ({
  id: stream,
  reference: humanId,
  category: state.category,
  compensatingControl: state.compensatingControl,
  residual:
    state.eliminated && isTolerable(state)
      ? 'none'
      : isTolerable(state)
        ? 'acceptable'
        : 'not-acceptable',
  stale: state.stale.length > 0,
})
