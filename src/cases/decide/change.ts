import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Decision, DecisionContext, DeliveryRequest } from '../../ledger/index.ts'
import type { requestChange, reviewChange, verifyFix } from '../contract.ts'
import type { CaseEvent } from '../events.ts'
import type { Reached } from '../ports/inquiries.ts'
import type { ConcernedProduct } from '../ports.ts'
import { isDeclined, madeBy, unreviewed } from '../state/change.ts'
import type { CaseState } from '../state.ts'
import { closed, whileOpen } from './while-open.ts'

export const decideRequestChange = whileOpen((state, input: InputOf<typeof requestChange>) =>
  state.disposition === null || state.disposition.approved === null
    ? refuse(
        'case/not-decided',
        'The disposition is not approved yet: a change follows a decision. Have it approved first.',
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
    if (isDeclined(state))
      return refuse(
        'case/change-declined',
        'A review declined this change, so the case went back. Request the change anew.',
      )
    if (madeBy(state, context.actor.id))
      return refuse(
        'case/second-person',
        'Ask someone else to review: you requested this change, or you make it.',
      )
    return [{ type: 'case.aspect-reviewed', ...input }]
  },
)

export interface AboutTest {
  readonly products: readonly ConcernedProduct[]
  /** How whoever requested the change is reached, to be told where the test failed. */
  readonly requester: Reached
}

export const decideVerifyFix = (
  state: CaseState,
  { passed, ...test }: InputOf<typeof verifyFix>,
  context: DecisionContext,
  { products, requester }: AboutTest,
): Decision<CaseEvent> | Refusal => {
  if (state.closed !== null) return closed
  if (state.changeReview?.accepted !== true) return notReviewed(state)
  if (!state.impact.some((row) => row.product === test.product))
    return refuse(
      'case/not-in-impact',
      'The case does not say that this product is affected. Set its impact first.',
    )
  const revisions = products.find(({ id }) => id === test.product)?.revisions ?? []
  if (!revisions.some(({ revision }) => revision === test.fixedIn))
    return refuse(
      'case/no-such-revision',
      `The product has no revision ${test.fixedIn}. Add the revision to the product first, or name another one.`,
    )
  if (madeBy(state, context.actor.id))
    return refuse(
      'case/second-person',
      'Ask someone else to test: you requested this change, or you make it.',
    )
  if (passed) return { events: [{ type: 'case.fix-verified', ...test }] }
  return {
    events: [{ type: 'case.verification-failed', ...test }],
    deliveries: [...new Set([...requester.addresses.values()].flat())].map((to) =>
      failedTest(to, requester.link, context),
    ),
  }
}

const notReviewed = (state: CaseState): Refusal =>
  refuse(
    'case/change-not-reviewed',
    state.changeRequest === null
      ? 'There is no change to test. Request the change first.'
      : isDeclined(state)
        ? 'A review declined this change. Request the change anew before its fix is verified.'
        : `The change has no accepted review yet: have it reviewed for ${unreviewed(state).join(', ')} before its fix is verified.`,
  )

/** Its reference only: mail passes through many hands, and a case may be under embargo. */
const failedTest = (
  recipient: string,
  link: string,
  { humanId, stream, now }: DecisionContext,
): DeliveryRequest => ({
  channel: 'mail',
  recipient,
  content: {
    subject: `[${humanId}] A verification failed`,
    body: `The change that you requested was tested, and its fix does not hold. The case went back to remediation: read the test and request the change anew, or have it tested again.\n\n${link}`,
  },
  dedupeKey: `${stream}:verification-failed-${now}-${recipient}`,
})
