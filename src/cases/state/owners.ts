import type { ownersEvents } from '../events/owners.ts'
import type { CaseState } from '../state.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

type Asked = Of<'case.owners-asked'>['products'][number]
type Moment = Of<'case.owners-asked'>['moments'][number]

/** The question to the owners of one product. */
export type Ask = Asked & {
  readonly asked: Done
  readonly dueAt: string
  /** What nobody was told yet. */
  readonly pending: readonly Moment[]
  readonly answer:
    | (Pick<
        Of<'case.owner-answered'>,
        'answer' | 'revisions' | 'justification' | 'statement' | 'until' | 'onBehalf'
      > &
        Done)
    | null
  readonly escalatedAt: string | null
}

export interface OwnersPart {
  readonly asks: readonly Ask[]
}

export const initialOwners: OwnersPart = { asks: [] }

/** Whether its owners have said what it is, and not only that they look. */
export const hasAnswered = ({ answer }: Ask): boolean =>
  answer !== null && answer.answer !== 'looking'

export const evolveOwners: Evolvers<typeof ownersEvents> = {
  'case.owners-asked': (state, { products, dueAt, moments }, done) =>
    summed(
      {
        ...state,
        asks: [
          ...state.asks.filter(({ product }) => !products.some((one) => one.product === product)),
          ...products.map(
            (one): Ask => ({
              ...one,
              asked: done,
              dueAt,
              pending: moments,
              answer: null,
              escalatedAt: null,
            }),
          ),
        ],
      },
      done,
    ),
  'case.nobody-asked': (state, { reason }, done) => ({
    ...state,
    otherProducts: { products: [], none: true, answer: reason, ...done },
  }),
  'case.owner-answered': (state, event, done) => {
    const { product, dueAt, moments, ...answer } = without(event)
    return summed(
      changed(state, product, (ask) => ({
        ...ask,
        dueAt: dueAt ?? ask.dueAt,
        pending: moments,
        answer: { ...answer, ...done },
      })),
      done,
    )
  },
  'case.owners-reminded': (state, { product, kind, moment }, { at }) =>
    changed(state, product, (ask) => ({
      ...ask,
      pending: ask.pending.filter((one) => one.kind !== kind || one.at !== moment),
      escalatedAt: kind === 'escalate' ? at : ask.escalatedAt,
    })),
}

const changed = (state: CaseState, product: string, change: (ask: Ask) => Ask): CaseState => ({
  ...state,
  asks: state.asks.map((ask) => (ask.product === product ? change(ask) : ask)),
})

/** Other products are answered for once the last owner has spoken; a new question opens it again. */
const summed = (state: CaseState, done: Done): CaseState => ({
  ...state,
  otherProducts: state.asks.every(hasAnswered)
    ? {
        products: state.asks.map(({ product }) => product),
        answer: state.asks.map(({ name, answer }) => `${name}: ${answer?.statement}`).join('\n'),
        none: false,
        ...done,
      }
    : null,
})

/**
 * Products that the impact brings up by a component or shared code. The one that the team named
 * itself, or the only one, is what the case is about and no other.
 */
export const concernedProducts = ({ impact }: Pick<CaseState, 'impact'>): readonly string[] => {
  const all = new Set(impact.map(({ product }) => product))
  if (all.size < 2) return []
  const named = new Set(
    impact.flatMap(({ product, because }) => (because.length === 0 ? [product] : [])),
  )
  return [...all].filter(
    (product) =>
      !named.has(product) &&
      impact.some(
        (row) => row.product === product && row.because.some(({ reason }) => reason !== 'range'),
      ),
  )
}
