import type { Instant } from '../../kernel/time.ts'
import type { EventEnvelope, Facets } from '../../ledger/index.ts'
import type { ImportedRow } from '../contract/imported.ts'
import type { riskStatuses } from '../contract.ts'
import type { CaseBasis, RiskEvent } from './events.ts'

type Of<Type extends RiskEvent['type']> = Extract<RiskEvent, { type: Type }>
type Entry = Omit<Of<'risk.entered'>, 'type'>

interface Done {
  readonly by: string
  readonly at: string
  readonly signedBy: string | null
}

export interface RiskState extends Omit<Entry, 'product' | 'imported'> {
  readonly status: (typeof riskStatuses)[number]
  readonly product: string | null
  readonly basis: CaseBasis[]
  readonly judged: Done | null
  readonly acceptance:
    | (Done & {
        readonly reason: string
        readonly until: string
        readonly condition: string
        readonly accepted: (Done & { readonly comment: string }) | null
      })
    | null
  /** Why it has to be looked at again; empty where it stands. */
  readonly stale: readonly string[]
  readonly retired: (Done & { readonly reason: string }) | null
  /** The row that it was last imported from. */
  readonly imported: (ImportedRow & Omit<Done, 'signedBy'>) | null
}

const nothing = { severity: '', probability: '', acceptability: 'not-acceptable' } as const

export const initialRisk: RiskState = {
  status: 'open',
  reference: '',
  title: '',
  number: '',
  product: null,
  hazard: '',
  category: '',
  initial: nothing,
  controls: [],
  eliminated: false,
  residual: nothing,
  description: '',
  compensatingControl: '',
  matrix: '',
  basis: [],
  judged: null,
  acceptance: null,
  stale: [],
  retired: null,
  imported: null,
}

export const evolveRisk = (
  state: RiskState,
  event: RiskEvent,
  { actor, at, signature }: EventEnvelope,
): RiskState => {
  const next = evolved(state, event, { by: actor, at, signedBy: signature?.name ?? null })
  return { ...next, status: statusOf(next) }
}

const evolved = (state: RiskState, event: RiskEvent, done: Done): RiskState => {
  switch (event.type) {
    case 'risk.entered':
    case 'risk.revised': {
      const { type: _, product, imported, ...entry } = event
      const { reference } = { reference: state.reference, ...entry }
      return {
        ...state,
        ...entryOf(entry),
        reference,
        product: product ?? null,
        judged: done,
        acceptance: null,
        stale: [],
        imported:
          imported === undefined ? state.imported : { ...imported, by: done.by, at: done.at },
      }
    }
    case 'risk.case-linked':
      return {
        ...state,
        basis: [...state.basis.filter((one) => one.case !== event.basis.case), event.basis],
        stale: state.acceptance === null ? state.stale : [...new Set([...state.stale, 'case'])],
      }
    case 'risk.acceptance-proposed': {
      const { type: _, ...acceptance } = event
      return { ...state, acceptance: { ...acceptance, ...done, accepted: null } }
    }
    case 'risk.accepted':
      return state.acceptance === null
        ? state
        : {
            ...state,
            acceptance: { ...state.acceptance, accepted: { ...done, comment: event.comment } },
          }
    case 'risk.renewed':
      return {
        ...state,
        basis: event.basis,
        stale: [],
        judged: done,
        acceptance:
          event.acceptance === undefined ? null : { ...event.acceptance, ...done, accepted: null },
      }
    case 'risk.staled':
      return { ...state, stale: [...new Set([...state.stale, ...event.because])] }
    case 'risk.retired':
      return { ...state, retired: { ...done, reason: event.reason } }
    default:
      return event satisfies never
  }
}

const entryOf = <With extends Omit<Entry, 'reference' | 'product' | 'imported'>>(entry: With) => {
  const { title, number, hazard, category, initial, controls, eliminated, residual } = entry
  const { description, compensatingControl, matrix, basis } = entry
  return {
    ...{ title, number, hazard, category, initial, controls, eliminated, residual },
    ...{ description, compensatingControl, matrix, basis },
  }
}

const statusOf = ({ retired, stale, acceptance }: RiskState): RiskState['status'] => {
  if (retired !== null) return 'retired'
  if (stale.length > 0) return 'stale'
  if (acceptance === null) return 'open'
  return acceptance.accepted === null ? 'acceptance-proposed' : 'accepted'
}

/** Whether what remains may remain: gone, acceptable by the matrix, or accepted by signature. */
export const isTolerable = ({ status, eliminated, residual }: RiskState): boolean =>
  status === 'accepted' ||
  ((status === 'open' || status === 'acceptance-proposed') &&
    (eliminated || residual.acceptability === 'acceptable'))

export const riskFacets = (state: RiskState): Facets => {
  const until = state.status === 'accepted' ? state.acceptance?.until : undefined
  return {
    title: state.title,
    status: state.status,
    // An entry on a case under embargo says what the case says.
    hangsOn: state.basis.map((one) => one.case),
    dueAt: until === undefined ? undefined : (`${until}T23:59:59.999Z` as Instant),
    values: {
      case: state.basis.map((one) => one.case),
      category: [state.category],
      level: [state.eliminated ? 'none' : state.residual.acceptability],
      ...(state.product === null ? {} : { product: [state.product] }),
      ...(state.number === '' ? {} : { number: [state.number] }),
      ...(until === undefined ? {} : { expires: [until] }),
      ...(state.status === 'stale' ? { stale: ['yes'] } : {}),
      ...(state.imported === null ? {} : { imported: ['yes'] }),
    },
  }
}

export const riskText = (state: RiskState): string =>
  [
    state.number,
    state.hazard,
    state.category,
    state.description,
    state.compensatingControl,
    ...state.controls.map(({ control, verification }) => `${control} ${verification}`),
  ].join('\n')
