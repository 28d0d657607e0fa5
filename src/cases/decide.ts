import { scoreCvss } from '../formats/cvss.ts'
import type { InputOf } from '../kernel/fields.ts'
import { isRefusal, refuse } from '../kernel/result.ts'
import { severities } from '../kernel/severity.ts'
import type { DecisionContext } from '../ledger/index.ts'
import type {
  addNote,
  approveDisclosure,
  approveDisposition,
  closeCase,
  decideDisclosure,
  describeCase,
  informProducts,
  openCase,
  proposeDisposition,
  reopenCase,
  requestChange,
  reviewChange,
  scoreCase,
  setEmbargo,
  setImpact,
  tellThirdParty,
  updateRisk,
  verifyFix,
} from './contract.ts'
import { mayClose } from './decide/closure.ts'
import { closed, type Decided, ownDecision, whileOpen } from './decide/while-open.ts'
import type { ClosureEvidence, FromReport } from './ports.ts'
import type { CaseState } from './state.ts'

export const decideOpen = (
  _state: CaseState,
  { awareOn, ...input }: InputOf<typeof openCase>,
  context: DecisionContext,
  report: FromReport | undefined,
): Decided => {
  const today = context.now.slice(0, 10)
  if (awareOn !== undefined && awareOn > today)
    return refuse(
      'case/aware-later',
      'The day of awareness lies in the future. Choose today or an earlier day.',
    )
  return [
    {
      type: 'case.opened',
      reference: context.humanId,
      awareOn: awareOn ?? report?.on ?? today,
      ...input,
    },
    ...(report === undefined || report.embargo === null ? [] : [inherited(report.embargo)]),
  ]
}

const inherited = ({ named, until }: NonNullable<FromReport['embargo']>) => ({
  type: 'case.embargo-set' as const,
  named: [...named],
  reason: 'Opened from a report that is restricted to these people.',
  ...(until === undefined ? {} : { until }),
})

export const decideDescribe = whileOpen((_state, input: InputOf<typeof describeCase>) => [
  { type: 'case.described', ...input },
])

export const decideSetImpact = whileOpen((state, { rows }: InputOf<typeof setImpact>) => {
  const seen = new Set<string>()
  for (const row of rows) {
    const name = `${row.product} ${row.revision}`
    if (seen.has(name))
      return refuse(
        'case/impact-twice',
        `Revision ${row.revision} stands twice. Keep one row for it.`,
      )
    seen.add(name)
    if (row.status === 'not-affected' && row.justification === undefined)
      return refuse(
        'case/justification-missing',
        `Say why revision ${row.revision} is not affected: choose a justification.`,
      )
    if (row.status !== 'not-affected' && row.justification !== undefined)
      return refuse(
        'case/justification-misplaced',
        `A justification belongs to "not affected" only; revision ${row.revision} is ${row.status}.`,
      )
    if (row.status !== 'fixed' && isVerifiedIn(state, row))
      return refuse(
        'case/impact-contradicts',
        `The fix was verified in revision ${row.revision}, so it is fixed. If it is not, record the test that failed first.`,
      )
  }
  return [{ type: 'case.impact-set', rows }]
})

const isVerifiedIn = (
  { verifications }: CaseState,
  { product, revision }: { readonly product: string; readonly revision: string },
): boolean =>
  verifications.findLast((one) => one.product === product && one.fixedIn === revision)?.passed ===
  true

export const decideScore = whileOpen(
  (_state, { vector, source }: InputOf<typeof scoreCase>, context) => {
    const score = scoreCvss(vector)
    if (isRefusal(score)) return score
    const severity = severities.find((name) => name === score.severity.toLowerCase())
    if (severity === undefined || score.overall === null)
      return refuse('case/no-score', 'This vector gives no score. Fill in its base metrics.')
    return [
      {
        type: 'case.scored',
        vector: score.vector,
        version: score.version,
        score: score.overall,
        severity,
        source: source === '' ? context.actor.id : source,
      },
    ]
  },
)

export const decideProposeDisposition = whileOpen(
  (state, input: InputOf<typeof proposeDisposition>) => {
    if (state.impact.length === 0)
      return refuse('case/no-impact', 'Record first which product revisions are affected.')
    if (input.path === 'residual-risk' && input.guidance.length === 0)
      return refuse(
        'case/guidance-missing',
        'An accepted risk needs guidance for the operator: say what they should do.',
      )
    return [{ type: 'case.disposition-proposed', ...input }]
  },
)

export const decideApproveDisposition = whileOpen(
  (state, { comment }: InputOf<typeof approveDisposition>, context) => {
    if (state.disposition === null)
      return refuse('case/no-disposition', 'There is no proposed disposition. Propose one first.')
    if (state.disposition.approved !== null)
      return refuse(
        'case/approved-already',
        'This disposition is approved. Propose a new one to change it.',
      )
    if (state.disposition.by === context.actor.id) return ownDecision
    return [{ type: 'case.disposition-approved', comment }]
  },
)

export const decideDisclosureDecision = whileOpen(
  (state, input: InputOf<typeof decideDisclosure>) => {
    if (state.scores.length === 0)
      return refuse(
        'case/not-scored',
        'Score the case first: disclosure is decided from its impact.',
      )
    if (input.disclose && (input.audiences.length === 0 || input.on === undefined))
      return refuse(
        'case/disclosure-incomplete',
        'Say to whom it is disclosed, and from which day.',
      )
    return [{ type: 'case.disclosure-decided', ...input }]
  },
)

export const decideApproveDisclosure = whileOpen(
  (state, { comment }: InputOf<typeof approveDisclosure>, context) => {
    if (state.disclosure === null)
      return refuse('case/no-disclosure', 'There is no disclosure decision. Decide first.')
    if (state.disclosure.approved !== null)
      return refuse('case/approved-already', 'This decision is approved. Decide anew to change it.')
    if (state.disclosure.by === context.actor.id) return ownDecision
    return [{ type: 'case.disclosure-approved', comment }]
  },
)

export const decideRequestChange = whileOpen((state, input: InputOf<typeof requestChange>) =>
  state.disposition === null || state.disposition.approved === null
    ? refuse(
        'case/not-decided',
        'The disposition is not approved yet: a change follows a decision.',
      )
    : [{ type: 'case.change-requested', ...input }],
)

export const decideReviewChange = whileOpen(
  (state, input: InputOf<typeof reviewChange>, context) => {
    if (state.changeRequest === null)
      return refuse(
        'case/no-change',
        'There is no change request to review. Request the change first.',
      )
    if (state.changeRequest.by === context.actor.id) return ownDecision
    return [{ type: 'case.change-reviewed', ...input }]
  },
)

export const decideVerifyFix = whileOpen((state, input: InputOf<typeof verifyFix>) => {
  const { passed, ...verification } = input
  if (state.changeReview?.accepted !== true)
    return refuse(
      'case/change-not-reviewed',
      'The change has no accepted review yet: have it reviewed before its fix is verified.',
    )
  if (!state.impact.some((row) => row.product === input.product))
    return refuse(
      'case/not-in-impact',
      'The case does not say that this product is affected. Set its impact first.',
    )
  return [{ type: passed ? 'case.fix-verified' : 'case.verification-failed', ...verification }]
})

export const decideUpdateRisk = whileOpen((_state, input: InputOf<typeof updateRisk>) => [
  { type: 'case.risk-updated', ...input },
])

export const decideInformProducts = whileOpen((_state, input: InputOf<typeof informProducts>) => {
  if (input.products.length === 0 && !input.none)
    return refuse(
      'case/no-products',
      'Name the products whose owners were informed, or say that none exists.',
    )
  if (input.products.length > 0 && input.none)
    return refuse(
      'case/products-contradict',
      'Either name the products that were informed, or say that none exists: not both.',
    )
  return [{ type: 'case.products-informed', ...input }]
})

export const decideTellThirdParty = whileOpen(
  (_state, input: InputOf<typeof tellThirdParty>, { now }) => {
    const { none, owner, toldOn } = input
    if (!none && (owner === '' || toldOn === undefined))
      return refuse(
        'case/no-third-party',
        'Say who was told and when, or that no third party is involved.',
      )
    if (none && (owner !== '' || toldOn !== undefined))
      return refuse(
        'case/third-party-contradicts',
        'Either say who was told, or that no third party is involved: not both.',
      )
    if (toldOn !== undefined && toldOn > now.slice(0, 10))
      return refuse(
        'case/told-later',
        'The day of the notice lies in the future. Tell them, then record it.',
      )
    return [{ type: 'case.third-party-told', ...input }]
  },
)

export const decideNote = (_state: CaseState, input: InputOf<typeof addNote>): Decided => [
  { type: 'case.noted', ...input },
]

export const decideSetEmbargo = whileOpen((_state, input: InputOf<typeof setEmbargo>, context) => {
  if (input.named.length > 0 && !input.named.includes(context.actor.id))
    return refuse('case/embargo-locks-out', 'Name yourself too, or you could not lift the embargo.')
  if (input.until !== undefined && input.until < context.now.slice(0, 10))
    return refuse('case/date-passed', 'The embargo would have ended. Choose today or a later day.')
  return [{ type: 'case.embargo-set', ...input }]
})

export const decideEndEmbargo = (
  { embargo }: CaseState,
  _input: object,
  { now }: DecisionContext,
): Decided =>
  embargo?.until === undefined || embargo.until >= now.slice(0, 10)
    ? []
    : [{ type: 'case.embargo-ended', until: embargo.until }]

export const decideClose = (
  state: CaseState,
  { conclusion }: InputOf<typeof closeCase>,
  _context: DecisionContext,
  evidence: ClosureEvidence,
): Decided => {
  if (state.closed !== null) return closed
  const may = mayClose(state, evidence)
  return isRefusal(may) ? may : [{ type: 'case.closed', conclusion }]
}

export const decideReopen = (state: CaseState, { reason }: InputOf<typeof reopenCase>): Decided =>
  state.closed === null
    ? refuse('case/not-closed', 'This case is open already.')
    : [{ type: 'case.reopened', reason }]
