import type { FileReference } from '../kernel/fields.ts'
import { type Severity, severities } from '../kernel/severity.ts'
import { addDays, type Instant } from '../kernel/time.ts'
import type { EventEnvelope, Facets } from '../ledger/index.ts'
import type { CaseFacts, caseStatuses } from './contract.ts'
import type { CaseEvent } from './events.ts'

type Of<Type extends CaseEvent['type']> = Omit<Extract<CaseEvent, { type: Type }>, 'type'>

/** Who did it, when, and under which signature. */
interface Done {
  readonly by: string
  readonly at: string
  readonly signedBy: string | null
}

export type ImpactRow = Of<'case.impact-set'>['rows'][number]

export interface CaseState {
  readonly status: (typeof caseStatuses)[number]
  readonly reference: string
  readonly title: string
  readonly summary: string
  readonly openedAt: string
  readonly awareOn: string
  readonly reports: readonly string[]
  readonly cve: string | null
  readonly cwe: string | null
  readonly rootCause: string
  readonly facts: CaseFacts
  readonly impact: readonly ImpactRow[]
  readonly scores: readonly (Of<'case.scored'> & Done)[]
  readonly disposition:
    | (Of<'case.disposition-proposed'> & Done & { readonly approved: Done | null })
    | null
  /** Present where the case is to end without a fix; a new disposition takes it back. */
  readonly ending: (Of<'case.ending-proposed'> & Done & { readonly approved: Done | null }) | null
  readonly disclosure:
    | (Of<'case.disclosure-decided'> & Done & { readonly approved: Done | null })
    | null
  readonly changeRequest: (Of<'case.change-requested'> & Done) | null
  readonly changeReview: (Of<'case.change-reviewed'> & Done) | null
  /** Of the change that is requested now; those of an earlier one stand in the history. */
  readonly verifications: readonly (Of<'case.fix-verified'> & Done & { readonly passed: boolean })[]
  readonly risk: (Of<'case.risk-updated'> & Done) | null
  readonly otherProducts: (Of<'case.products-informed'> & Done) | null
  readonly thirdParties: readonly (Of<'case.third-party-told'> & Done)[]
  readonly embargo: (Of<'case.embargo-set'> & Done) | null
  /** Hashes of all files that were ever attached. */
  readonly files: readonly string[]
  readonly closed: (Of<'case.closed'> & Done) | null
}

export const initialCase: CaseState = {
  status: 'open',
  reference: '',
  title: '',
  summary: '',
  openedAt: '',
  awareOn: '',
  reports: [],
  cve: null,
  cwe: null,
  rootCause: '',
  facts: {},
  impact: [],
  scores: [],
  disposition: null,
  ending: null,
  disclosure: null,
  changeRequest: null,
  changeReview: null,
  verifications: [],
  risk: null,
  otherProducts: null,
  thirdParties: [],
  embargo: null,
  files: [],
  closed: null,
}

export const evolveCase = (
  state: CaseState,
  event: CaseEvent,
  envelope: EventEnvelope,
): CaseState => {
  const next = apply(state, event, envelope)
  return { ...next, status: statusOf(next) }
}

const apply = (state: CaseState, event: CaseEvent, envelope: EventEnvelope): CaseState => {
  const done: Done = {
    by: envelope.actor,
    at: envelope.at,
    signedBy: envelope.signature?.name ?? null,
  }
  switch (event.type) {
    case 'case.opened':
      return {
        ...state,
        reference: event.reference,
        title: event.title,
        summary: event.summary,
        openedAt: envelope.at,
        awareOn: event.awareOn,
        reports: event.report === undefined ? [] : [event.report],
        cve: event.cve ?? null,
        cwe: event.cwe ?? null,
      }
    case 'case.described':
      return {
        ...state,
        cve: event.cve ?? state.cve,
        cwe: event.cwe ?? state.cwe,
        rootCause: event.rootCause ?? state.rootCause,
        facts: { ...state.facts, ...event.facts },
      }
    case 'case.impact-set':
      return { ...state, impact: mergedImpact(state.impact, event.rows) }
    case 'case.scored':
      return {
        ...state,
        scores: [
          ...state.scores.filter(({ version }) => version !== event.version),
          { ...without(event), ...done },
        ],
      }
    case 'case.disposition-proposed': {
      const disposition = { ...without(event), ...done, approved: null }
      // What was done for one path says nothing about another.
      return state.disposition === null || state.disposition.path === event.path
        ? { ...state, ending: null, disposition }
        : {
            ...state,
            ending: null,
            disposition,
            changeRequest: null,
            changeReview: null,
            verifications: [],
          }
    }
    case 'case.disposition-approved':
      return state.disposition === null
        ? state
        : { ...state, disposition: { ...state.disposition, approved: done } }
    case 'case.ending-proposed':
      return { ...state, ending: { ...without(event), ...done, approved: null } }
    case 'case.ending-approved':
      return state.ending === null
        ? state
        : { ...state, ending: { ...state.ending, approved: done } }
    case 'case.disclosure-decided':
      return { ...state, disclosure: { ...without(event), ...done, approved: null } }
    case 'case.disclosure-approved':
      return state.disclosure === null
        ? state
        : { ...state, disclosure: { ...state.disclosure, approved: done } }
    case 'case.change-requested':
      return {
        ...state,
        changeRequest: { ...without(event), ...done },
        changeReview: null,
        verifications: [],
      }
    case 'case.change-reviewed':
      return { ...state, changeReview: { ...without(event), ...done } }
    case 'case.fix-verified':
      return verified(attached(state, event.evidence), { ...without(event), ...done, passed: true })
    case 'case.verification-failed':
      return verified(attached(state, event.evidence), {
        ...without(event),
        ...done,
        passed: false,
      })
    case 'case.risk-updated':
      return { ...state, risk: { ...without(event), ...done } }
    case 'case.products-informed':
      return { ...state, otherProducts: { ...without(event), ...done } }
    case 'case.third-party-told':
      return { ...state, thirdParties: [...state.thirdParties, { ...without(event), ...done }] }
    case 'case.noted':
      return attached(state, event.files)
    case 'case.embargo-set':
      return {
        ...state,
        embargo: event.named.length === 0 ? null : { ...without(event), ...done },
      }
    case 'case.embargo-ended':
      return { ...state, embargo: null }
    case 'case.closed':
      return { ...state, closed: { ...without(event), ...done } }
    case 'case.reopened':
      return { ...state, closed: null }
    default:
      return event satisfies never
  }
}

const without = <Event extends { readonly type: string }>(event: Event): Omit<Event, 'type'> => {
  const { type: _, ...rest } = event
  return rest
}

const attached = (state: CaseState, files: readonly FileReference[]): CaseState =>
  files.length === 0
    ? state
    : { ...state, files: [...new Set([...state.files, ...files.map(({ hash }) => hash)])] }

const mergedImpact = (before: readonly ImpactRow[], rows: readonly ImpactRow[]) => [
  ...before.filter(
    (old) => !rows.some((row) => row.product === old.product && row.revision === old.revision),
  ),
  ...rows,
]

const verified = (
  state: CaseState,
  verification: CaseState['verifications'][number],
): CaseState => ({ ...state, verifications: [...state.verifications, verification] })

/** Whether the last test of each affected product passed: one product does not speak for another. */
export const fixHolds = ({ impact, verifications }: CaseState): boolean => {
  const last = new Map(verifications.map(({ product, passed }) => [product, passed]))
  const affected = impact.filter(({ status }) => status === 'affected')
  return (
    last.size > 0 &&
    [...last.values()].every((passed) => passed) &&
    affected.every(({ product }) => last.get(product) === true)
  )
}

/** Whether two people found that there is nothing to fix here. */
export const endsWithoutFix = ({ ending }: CaseState): boolean =>
  ending !== null && ending.approved !== null

/** Where the case stands follows from what is recorded; nobody sets it. */
const statusOf = (state: CaseState): CaseState['status'] => {
  if (state.closed !== null) return 'closed'
  // Nothing is under way any more, whatever was begun.
  if (endsWithoutFix(state)) return 'decided'
  if (fixHolds(state)) return 'fix-verified'
  if (state.changeRequest !== null) return 'in-remediation'
  if (state.disposition !== null && state.disposition.approved !== null) return 'decided'
  if (state.scores.length > 0 && state.impact.length > 0) return 'analysed'
  return 'open'
}

/** The worst severity among the scores; undefined before the first. */
export const severityOf = (state: CaseState): Severity | undefined =>
  severities.findLast((severity) => state.scores.some((score) => score.severity === severity))

/** ISO/IEC 29147 asks for a first assessment soon; other clocks come with their rules. */
const assessmentDays = 30

/** Until it is assessed the assessment is due; then the day that was decided for disclosure. */
const dueAt = ({ status, awareOn, disclosure }: CaseState): Instant | undefined => {
  if (status === 'closed') return undefined
  if (status === 'open')
    return awareOn === ''
      ? undefined
      : addDays(`${awareOn}T00:00:00.000Z` as Instant, assessmentDays)
  return disclosure?.on === undefined ? undefined : (`${disclosure.on}T23:59:59.999Z` as Instant)
}

export const caseFacets = (state: CaseState): Facets => ({
  title: state.title,
  status: state.status,
  severity: severityOf(state),
  dueAt: dueAt(state),
  restrictedTo: state.embargo?.named,
  files: state.files,
  values: {
    report: state.reports,
    ...(state.embargo?.until === undefined ? {} : { 'embargo-until': [state.embargo.until] }),
    ...(state.cve === null ? {} : { cve: [state.cve] }),
    ...(state.ending === null ? {} : { ending: [state.ending.ending] }),
    product: [...new Set(state.impact.map(({ product }) => product))],
    ...(state.disposition === null ? {} : { disposition: [state.disposition.path] }),
  },
})

export const caseText = (state: CaseState): string =>
  [
    state.summary,
    state.cve ?? '',
    state.cwe ?? '',
    state.rootCause,
    ...state.impact.map(({ revision, statement }) => `${revision} ${statement}`),
    ...(state.disposition?.guidance ?? []),
  ].join('\n')
