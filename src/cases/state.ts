import type { Instant } from '../kernel/time.ts'
import type { EventEnvelope, Facets } from '../ledger/index.ts'
import type { caseStatuses } from './contract.ts'
import { inquiryFacets } from './decide/keep-inquiries.ts'
import type { CaseEvent } from './events.ts'
import { type AnalysisPart, evolveAnalysis, initialAnalysis } from './state/analysis.ts'
import {
  type ChangePart,
  evolveChange,
  fixHolds,
  initialChange,
  isDeclined,
} from './state/change.ts'
import {
  type ClocksPart,
  clockValues,
  dueClocks,
  evolveClocks,
  initialClocks,
  plain,
  timedBy,
} from './state/clocks.ts'
import {
  type ConversationPart,
  evolveConversation,
  initialConversation,
} from './state/conversation.ts'
import { type DisclosurePart, evolveDisclosure, initialDisclosure } from './state/disclosure.ts'
import {
  type DispositionPart,
  endsWithoutFix,
  evolveDisposition,
  initialDisposition,
} from './state/disposition.ts'
import { guidanceIn } from './state/disposition-paths.ts'
import { dueFacets } from './state/due.ts'
import type { Done, EventNamed, Evolvers } from './state/evolver.ts'
import { evolveImpact, type ImpactPart, initialImpact } from './state/impact.ts'
import { evolveLeak, initialLeak, type LeakPart, openLeak } from './state/leak.ts'
import { evolveOpening, happenedAt, initialOpening, type OpeningPart } from './state/opening.ts'
import { evolveOthers, initialOthers, type OthersPart } from './state/others.ts'
import { evolveOwners, initialOwners, type OwnersPart } from './state/owners.ts'
import {
  evolveReportability,
  initialReportability,
  type ReportabilityPart,
} from './state/reportability.ts'
import { evolveSafety, fdaRiskOf, initialSafety, type SafetyPart } from './state/safety.ts'
import { evolveScoring, initialScoring, type ScoringPart, severityOf } from './state/scoring.ts'
import { type Stale, staleIn } from './state/stale.ts'
import { evolveTasks, initialTasks, type TasksPart, taskFacets } from './state/tasks.ts'
import {
  evolveThirdParties,
  initialThirdParties,
  type ThirdPartiesPart,
} from './state/third-parties.ts'

/** A case is its parts, each in a file of its own under `state/`, and where it stands. */
export interface CaseState
  extends OpeningPart,
    AnalysisPart,
    ScoringPart,
    SafetyPart,
    ImpactPart,
    DispositionPart,
    DisclosurePart,
    LeakPart,
    ChangePart,
    OthersPart,
    OwnersPart,
    ThirdPartiesPart,
    ConversationPart,
    TasksPart,
    ClocksPart,
    ReportabilityPart {
  readonly status: (typeof caseStatuses)[number]
  /** What must be decided anew; it follows from the rest, as the status does. */
  readonly stale: readonly Stale[]
}

export const initialCase: CaseState = {
  status: 'open',
  stale: [],
  ...initialOpening,
  ...initialAnalysis,
  ...initialScoring,
  ...initialSafety,
  ...initialImpact,
  ...initialDisposition,
  ...initialDisclosure,
  ...initialLeak,
  ...initialChange,
  ...initialOthers,
  ...initialOwners,
  ...initialThirdParties,
  ...initialConversation,
  ...initialTasks,
  ...initialClocks,
  ...initialReportability,
}

const evolvers: Evolvers<Record<CaseEvent['type'], unknown>> = {
  ...evolveOpening,
  ...evolveAnalysis,
  ...evolveScoring,
  ...evolveSafety,
  ...evolveImpact,
  ...evolveDisposition,
  ...evolveDisclosure,
  ...evolveLeak,
  ...evolveChange,
  ...evolveOthers,
  ...evolveOwners,
  ...evolveThirdParties,
  ...evolveConversation,
  ...evolveTasks,
  ...evolveClocks,
  ...evolveReportability,
}

export const evolveCase = (
  state: CaseState,
  event: CaseEvent,
  envelope: EventEnvelope,
): CaseState => {
  const next = evolved(state, plain(event), {
    by: envelope.actor,
    at: envelope.at,
    signedBy: envelope.signature?.name ?? null,
  })
  const stale = staleIn(next)
  return timedBy(
    { ...next, stale, status: statusOf({ ...next, stale }) },
    event.timing,
    happenedAt(event, envelope.at),
  )
}

const evolved = <Type extends CaseEvent['type']>(
  state: CaseState,
  event: EventNamed<Type>,
  done: Done,
): CaseState => evolvers[event.type as Type](state, event, done)

/** Where the case stands follows from what is recorded; nobody sets it. */
const statusOf = (state: CaseState): CaseState['status'] => {
  if (state.closed !== null) return 'closed'
  // Nothing is under way any more, whatever was begun.
  if (endsWithoutFix(state)) return 'decided'
  const analysed = state.scores.length > 0 && state.impact.length > 0
  // What was decided on something else is decided no more.
  if (state.stale.length > 0) return analysed ? 'analysed' : 'open'
  if (fixHolds(state)) return 'fix-verified'
  // A change that a review declined is asked for anew.
  if (state.changeRequest !== null && !isDeclined(state)) return 'in-remediation'
  if (state.disposition !== null && state.disposition.approved !== null) return 'decided'
  return analysed ? 'analysed' : 'open'
}

export const caseFacets = (state: CaseState): Facets => ({
  title: state.title,
  status: state.status,
  severity: severityOf(state),
  // The date of a leak comes before every other.
  dueAt:
    state.status === 'closed'
      ? undefined
      : ((openLeak(state)?.dueAt as Instant | undefined) ?? dueClocks(state)[0]?.dueAt),
  // Lists show its age as it is.
  openedAt: state.imported === null ? undefined : (state.openedAt as Instant),
  restrictedTo: state.embargo?.named,
  files: state.files,
  values: {
    report: state.reports,
    ...taskFacets(state),
    ...clockValues(state),
    ...dueFacets(state),
    ...(state.embargo === null || state.embargo.endsAt === null
      ? {}
      : { 'embargo-ends': [state.embargo.endsAt] }),
    ...(openLeak(state) === null ? {} : { leak: ['open'] }),
    ...(state.exploitation === null ? {} : { exploitation: [state.exploitation.status] }),
    cve: [
      ...new Set([...(state.cve === null ? [] : [state.cve]), ...state.cves.map(({ cve }) => cve)]),
    ],
    ...inquiryFacets(state),
    ...(state.ending === null ? {} : { ending: [state.ending.ending] }),
    product: [
      ...new Set([...state.impact.map(({ product }) => product), ...importedProduct(state)]),
    ],
    ...importedFacets(state),
    component: [...new Set((state.facts.components ?? []).map(({ name }) => name.toLowerCase()))],
    ...(state.status !== 'closed' && state.stale.length > 0 ? { stale: ['yes'] } : {}),
    ...fdaFacet(state),
    ...(state.disposition === null ? {} : { disposition: [state.disposition.path] }),
  },
})

/** Of an earlier system, until the impact says it. */
const importedProduct = ({ imported, impact }: CaseState): readonly string[] =>
  impact.length > 0 || imported === null || imported.product === null ? [] : [imported.product]

const importedFacets = ({ imported }: CaseState) =>
  imported === null
    ? {}
    : {
        imported: [imported.system],
        'earlier-number': [earlierNumber(imported.system, imported.number)],
      }

/** How a case of an earlier system is found again. */
export const earlierNumber = (system: string, number: string): string => `${system} ${number}`

const fdaFacet = (state: CaseState) => {
  const risk = fdaRiskOf(state)
  return risk === null ? {} : { 'fda-risk': [risk] }
}

export const caseText = (state: CaseState): string =>
  [
    state.summary,
    state.cve ?? '',
    state.cwe ?? '',
    state.rootCause,
    state.imported?.number ?? '',
    ...state.impact.map(({ revision, statement }) => `${revision} ${statement}`),
    ...(state.disposition === null ? [] : guidanceIn(state.disposition)),
  ].join('\n')
