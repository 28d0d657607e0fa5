import { riskColumns, riskFollows, riskStaleReasons } from '../../cases/contract.ts'
import type { NamedMatrix, RiskState } from '../../cases/index.ts'
import type { ProductState } from '../../products/index.ts'
import type { WrittenTable } from '../tables/table.ts'
import type { Typed } from '../wiring/records.ts'
import { controlsCell } from './controls.ts'
import { productCell } from './named.ts'

export interface Register {
  readonly entries: readonly Typed<RiskState>[]
  /** Products that entries name, by id. */
  readonly products: ReadonlyMap<string, Typed<ProductState>>
  readonly matrix: NamedMatrix
}

type Key = keyof typeof riskColumns | keyof typeof riskFollows

const acceptabilityWords: Readonly<Record<string, string>> = {
  acceptable: 'acceptable',
  reduce: 'reduce as far as possible',
  'not-acceptable': 'not acceptable',
}

const wide: ReadonlySet<string> = new Set([
  'title',
  'hazard',
  'controls',
  'description',
  'compensatingControl',
])

/** The risk register as a table: what an import reads, and what follows from it. */
export const riskTable = (register: Register): WrittenTable => {
  const titles = {
    ...Object.fromEntries(Object.entries(riskColumns).map(([key, { title }]) => [key, title])),
    ...riskFollows,
  }
  const columns = Object.entries(titles).map(([key, title]) => ({
    key,
    title,
    width: wide.has(key) ? 40 : 18,
    ...choicesOf(key, register.matrix),
  }))
  return {
    name: 'Risks',
    columns,
    rows: register.entries.map((entry) => {
      const cells: Readonly<Record<string, string>> = cellsOf(entry, register)
      return columns.map(({ key }) => cells[key] ?? '')
    }),
  }
}

const choicesOf = (key: string, { matrix }: NamedMatrix) => {
  if (key === 'eliminated') return { choices: ['yes', 'no'] }
  const axis = /Severity$/.test(key) ? 'severity' : /Probability$/.test(key) ? 'probability' : null
  return axis === null ? {} : { choices: matrix[axis].map(({ name }) => name) }
}

const cellsOf = (
  { humanId, version, state }: Typed<RiskState>,
  { products, matrix: { matrix } }: Register,
): Record<Key, string> => {
  const product = state.product === null ? undefined : products.get(state.product)
  const level = (axis: 'severity' | 'probability', id: string) =>
    matrix[axis].find((one) => one.id === id)?.name ?? id
  const { acceptance, imported } = state
  const accepted = acceptance?.accepted ?? null
  return {
    reference: humanId,
    version: String(version),
    number: state.number,
    title: state.title,
    product: product === undefined ? '' : productCell(product.state.name, product.humanId),
    hazard: state.hazard,
    category: state.category,
    initialSeverity: level('severity', state.initial.severity),
    initialProbability: level('probability', state.initial.probability),
    controls: controlsCell(state.controls),
    eliminated: state.eliminated ? 'yes' : 'no',
    residualSeverity: level('severity', state.residual.severity),
    residualProbability: level('probability', state.residual.probability),
    description: state.description,
    compensatingControl: state.compensatingControl,
    cases: state.basis.map(({ reference }) => reference).join(', '),
    initialRisk: acceptabilityWords[state.initial.acceptability] ?? '',
    residualRisk: state.eliminated
      ? 'none'
      : (acceptabilityWords[state.residual.acceptability] ?? ''),
    status: state.status,
    stale: state.stale.map((why) => reasonOf(why)).join('; '),
    until: acceptance?.until ?? '',
    condition: acceptance?.condition ?? '',
    acceptedBy: accepted === null ? '' : (accepted.signedBy ?? accepted.by),
    acceptedAt: accepted?.at.slice(0, 10) ?? '',
    judgedAt: state.judged?.at.slice(0, 10) ?? '',
    imported: imported === null ? '' : `${imported.file.name}, row ${imported.row}`,
  }
}

const reasonOf = (why: string): string =>
  Object.entries(riskStaleReasons).find(([key]) => key === why)?.[1] ?? why
