import type { CaseState, RiskState } from '../../cases/index.ts'
import { isTolerable, severityOf } from '../../cases/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import { needed, said, short } from './printable-text.ts'
import { having, type Typed } from './records.ts'

/**
 * What remains of a product by the register: entries that name it, or one of its cases, and are not
 * retired. Cases from before the register had entries say it themselves. Whatever hangs on an
 * embargo is left out: the document is for everybody.
 */
export const residualRisks = async (
  ledger: Ledger,
  product: string,
  concerned: readonly Typed<CaseState>[],
) => {
  const named = await having<RiskState>(ledger, 'risk', 'product', product)
  const linked = await Promise.all(
    concerned.map(({ stream }) => having<RiskState>(ledger, 'risk', 'case', stream)),
  )
  const found = [...new Map([...named, ...linked.flat()].map((one) => [one.stream, one])).values()]
  const hidden = await ledger.hidden(
    undefined,
    found.map(({ stream }) => stream),
  )
  const entries = found
    .filter(({ stream, state }) => !hidden.has(stream) && remains(state, product))
    .toSorted((one, other) => (one.humanId < other.humanId ? -1 : 1))
  const cases = new Map(concerned.map((one) => [one.stream, one.state]))
  return [
    ...entries.map(({ humanId, state }) => ({
      id: said(state.number) ?? humanId,
      category: said(state.category, short) ?? 'Not sorted',
      description: needed(state.description),
      state: isTolerable(state) ? 'accepted' : 'unmitigated',
      severity: state.basis
        .map((basis) => cases.get(basis.case))
        .flatMap((about) => (about === undefined ? [] : [severityOf(about)]))[0],
      compensatingControl: said(state.compensatingControl),
    })),
    ...concerned.filter(({ restricted }) => !restricted).flatMap(ofCaseItself),
  ]
}

/** An entry that names another product says nothing of this one, whatever case they share. */
const remains = ({ retired, eliminated, product }: RiskState, wanted: string): boolean =>
  retired === null && !eliminated && (product === null || product === wanted)

const ofCaseItself = ({ humanId, state }: Typed<CaseState>) => {
  const { risk } = state
  if (risk === null || risk.risk !== undefined || risk.residual === 'none') return []
  return [
    {
      id: said(risk.register) ?? humanId,
      category: said(risk.category, short) ?? 'Not sorted',
      description: needed(risk.description),
      state: risk.residual === 'acceptable' ? 'accepted' : 'unmitigated',
      severity: severityOf(state),
      compensatingControl: said(risk.compensatingControl),
    },
  ]
}
