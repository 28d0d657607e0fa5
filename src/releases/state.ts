import type { EventEnvelope, Facets } from '../ledger/index.ts'
import { type DocumentGap, type GateCheck, letsThrough, type releaseStatuses } from './contract.ts'
import type { ReleaseEvent } from './events.ts'

type Written = Extract<ReleaseEvent, { type: 'release.documents-written' }>

export interface ReleaseState {
  readonly status: (typeof releaseStatuses)[number]
  readonly reference: string
  readonly title: string
  readonly product: string
  readonly revision: string
  readonly previousRevision: string
  readonly cases: readonly string[]
  readonly plannedBy: string
  readonly gate: {
    readonly checks: readonly GateCheck[]
    readonly at: string
    readonly by: string
  } | null
  readonly waivers: readonly {
    readonly check: string
    readonly as: 'waived' | 'not-applicable'
    readonly reason: string
    readonly name: string
    readonly at: string
    /** What the check said when it was waived: a waiver holds for that answer and no other. */
    readonly of?: { readonly state: string; readonly detail: string }
  }[]
  readonly unchanged: { readonly reason: string; readonly name: string; readonly at: string } | null
  readonly documents: Written['documents']
  readonly documentsAt: string | null
  /** Gaps that the release goes without, each for what its section said then. */
  readonly gapWaivers: readonly (DocumentGap & {
    readonly reason: string
    readonly name: string
    readonly at: string
  })[]
  readonly documentsOrdered: boolean
  /** Why the documents ordered last could not be written. */
  readonly documentsProblem: string | null
  readonly signatures: readonly {
    readonly by: string
    readonly name: string
    readonly at: string
    readonly meaning: string
  }[]
}

export const initialRelease: ReleaseState = {
  status: 'planned',
  reference: '',
  title: '',
  product: '',
  revision: '',
  previousRevision: '',
  cases: [],
  plannedBy: '',
  gate: null,
  waivers: [],
  unchanged: null,
  documents: [],
  documentsAt: null,
  gapWaivers: [],
  documentsOrdered: false,
  documentsProblem: null,
  signatures: [],
}

const signaturesNeeded = 2

export const evolveRelease = (
  state: ReleaseState,
  event: ReleaseEvent,
  envelope: EventEnvelope,
): ReleaseState => {
  const next = apply(state, event, envelope)
  return { ...next, status: statusOf(next) }
}

const apply = (
  state: ReleaseState,
  event: ReleaseEvent,
  { at, actor, signature }: EventEnvelope,
): ReleaseState => {
  switch (event.type) {
    case 'release.planned': {
      const { type: _, ...facts } = event
      return { ...state, ...facts, plannedBy: actor }
    }
    case 'release.gate-evaluated':
      return {
        ...state,
        gate: { checks: event.checks, at, by: actor },
        waivers: state.waivers.filter((waiver) =>
          event.checks.some((check) => holdsFor(waiver, check)),
        ),
      }
    case 'release.check-waived': {
      const { type: _, ...waiver } = event
      const check = state.gate?.checks.find(({ id }) => id === event.check)
      return {
        ...state,
        waivers: [
          ...state.waivers.filter((one) => one.check !== event.check),
          {
            ...waiver,
            name: signature?.name ?? '',
            at,
            ...(check === undefined ? {} : { of: { state: check.state, detail: check.detail } }),
          },
        ],
      }
    }
    case 'release.declared-unchanged':
      return { ...state, unchanged: { reason: event.reason, name: signature?.name ?? '', at } }
    case 'release.documents-ordered':
      return { ...state, documentsOrdered: true, documentsProblem: null }
    case 'release.documents-failed':
      return { ...state, documentsOrdered: false, documentsProblem: event.reason }
    case 'release.documents-written':
      // What was signed before is not what is here now.
      return {
        ...state,
        documents: event.documents,
        documentsAt: at,
        documentsOrdered: false,
        signatures: [],
      }
    case 'release.gaps-waived': {
      const waived = event.gaps.map((gap) => ({ ...gap, name: signature?.name ?? '', at }))
      return {
        ...state,
        gapWaivers: [
          ...state.gapWaivers.filter(({ gap }) => !waived.some((one) => one.gap === gap)),
          ...waived,
        ],
      }
    }
    case 'release.signed':
      return {
        ...state,
        signatures: [
          ...state.signatures,
          { by: actor, name: signature?.name ?? '', at, meaning: signature?.meaning ?? '' },
        ],
      }
    default:
      return event satisfies never
  }
}

/** The gaps of the documents as they were written last, each once. */
export const openGaps = ({ documents }: ReleaseState): readonly DocumentGap[] => [
  ...new Map(documents.flatMap(({ gaps }) => gaps.map((one) => [one.gap, one] as const))).values(),
]

/** The checks with waivers applied: a waiver lets through, it never says "passed". */
export const effectiveChecks = (state: ReleaseState): readonly GateCheck[] =>
  (state.gate?.checks ?? []).map((check) => {
    const waiver = state.waivers.find((one) => holdsFor(one, check))
    return waiver === undefined || check.state === 'passed'
      ? check
      : { ...check, state: waiver.as, detail: `${waiver.reason} (${waiver.name})` }
  })

/** What came to light after a waiver was signed is not waived. */
const holdsFor = (
  { check: waived, of }: ReleaseState['waivers'][number],
  check: GateCheck,
): boolean => waived === check.id && of?.state === check.state && of.detail === check.detail

export const gateOpen = (state: ReleaseState): boolean => {
  const checks = effectiveChecks(state)
  return checks.length > 0 && checks.every(({ state: is }) => letsThrough(is))
}

const statusOf = (state: ReleaseState): ReleaseState['status'] => {
  if (state.signatures.length >= signaturesNeeded) return 'released'
  if (state.signatures.length > 0) return 'signed-once'
  if (state.documents.length > 0) return 'documented'
  return gateOpen(state) ? 'gate-open' : 'planned'
}

export const releaseFacets = (state: ReleaseState): Facets => ({
  title: state.title,
  status: state.status,
  files: state.documents.map(({ file }) => file.hash),
  values: { product: [state.product], case: state.cases, revision: [state.revision] },
})

export const releaseText = (state: ReleaseState): string =>
  [state.revision, ...state.documents.map(({ title }) => title)].join('\n')
