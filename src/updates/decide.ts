import type { InputOf } from '../kernel/fields.ts'
import { limits } from '../kernel/limits.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import type { Decision, DecisionContext } from '../ledger/index.ts'
import type {
  approveUpdate,
  notifyUsers,
  prepareUpdate,
  publicationFailed,
  publishUpdate,
  recordAcknowledgement,
  recordPublication,
  recordWithdrawal,
  withdrawUpdate,
} from './contract.ts'
import { noticeMail, withdrawalMail } from './decide/notice.ts'
import type { UpdateEvent } from './events.ts'
import type { OfferedUpdate, RegisteredUser, ReleaseGate, UpdatePlaces } from './ports.ts'
import type { UpdateState } from './state.ts'

type Decided = readonly UpdateEvent[] | Refusal

export const decidePrepare = (
  _state: UpdateState,
  input: InputOf<typeof prepareUpdate>,
  context: DecisionContext,
): Decided => [{ type: 'update.prepared', reference: context.humanId, ...input }]

export const decideApprove = (
  state: UpdateState,
  { comment }: InputOf<typeof approveUpdate>,
  { actor }: DecisionContext,
): Decided => {
  if (state.status === 'withdrawn') return withdrawnAlready
  if (state.status !== 'prepared')
    return refuse('update/approved-already', 'This update is approved. Publish it next.')
  if (state.preparedBy === actor.id)
    return refuse('update/second-person', 'Ask someone else to approve: you prepared this update.')
  return [{ type: 'update.approved', comment }]
}

/** The release's gate as it stands at this moment counts, and it must be the same revision. */
export const decidePublish = (
  state: UpdateState,
  { comment }: InputOf<typeof publishUpdate>,
  context: DecisionContext,
  gate: ReleaseGate,
): Decided => {
  switch (state.status) {
    case 'prepared':
      return refuse(
        'update/not-approved',
        'Nobody has approved this update yet. Have someone else than its preparer approve it.',
      )
    case 'publishing':
      return refuse(
        'update/publishing',
        'This update is being published. Look at it again in a moment.',
      )
    case 'published':
      return refuse('update/published-already', 'This update is published. Tell its users next.')
    case 'withdrawn':
      return withdrawnAlready
    case 'approved':
      break
    default:
      return state.status satisfies never
  }
  if (gate.product !== state.product || gate.revision !== state.revision)
    return refuse(
      'update/other-release',
      `${gate.reference} is not the release of revision ${state.revision} of this product. Withdraw this update and prepare one for the right release.`,
    )
  if (!gate.passed)
    return refuse(
      'update/release-not-passed',
      `${gate.reference} is not released yet. ${gate.missing.join(' ') || 'Finish and sign it first.'}`,
      { release: gate.reference, missing: gate.missing },
    )
  return [
    {
      type: 'update.publication-ordered',
      order: context.newId(),
      releaseReference: gate.reference,
      comment,
    },
  ]
}

/**
 * What the repository offers is a fact even where the order was given up meanwhile, so it is kept
 * in any status; told again, it changes nothing.
 */
export const decideRecordPublication = (
  state: UpdateState,
  input: InputOf<typeof recordPublication>,
): Decided => {
  if (state.publication !== null) return []
  if (state.order === null)
    return refuse('update/not-ordered', 'Nobody ordered to publish this update. Publish it first.')
  return [{ type: 'update.published', ...input }]
}

/** A failure that comes late, when the update is published or given up, is no news. */
export const decidePublicationFailed = (
  state: UpdateState,
  { reason }: InputOf<typeof publicationFailed>,
): Decided => (state.status === 'publishing' ? [{ type: 'update.publication-failed', reason }] : [])

/** Tells those who were not told yet, so that asking again reaches only users registered since. */
export const decideNotify = (
  state: UpdateState,
  { message }: InputOf<typeof notifyUsers>,
  { stream }: DecisionContext,
  { users, places }: { readonly users: readonly RegisteredUser[]; readonly places: UpdatePlaces },
): Decision<UpdateEvent> | Refusal => {
  if (state.status === 'withdrawn') return withdrawnAlready
  if (state.status !== 'published')
    return refuse(
      'update/not-published',
      'This update is not published yet: users could not get it. Publish it first.',
    )
  if (users.length === 0)
    return refuse(
      'update/nobody-registered',
      'The product has no registered users. Register them at the product, then tell them.',
    )
  const told = new Set(state.notices.map(({ user }) => user))
  const open = users.filter(({ user }) => !told.has(user))
  if (open.length === 0)
    return refuse(
      'update/all-told',
      'Every registered user was told already. Record their acknowledgements next.',
    )
  const content = noticeMail(state, places, message)
  return {
    // One fact, or several where one would grow too large to keep.
    events: chunks(open, limits.list.items).map((some) => ({
      type: 'update.notified' as const,
      recipients: some.map(({ user, organisation }) => ({ user, organisation })),
      message,
    })),
    deliveries: open.map(({ user, email }) => ({
      channel: 'mail' as const,
      recipient: email,
      content,
      dedupeKey: `${stream}:notice:${user}`,
    })),
  }
}

export const decideRecordAcknowledgement = (
  state: UpdateState,
  { user, on, note }: InputOf<typeof recordAcknowledgement>,
  { now }: DecisionContext,
): Decided => {
  const notice = state.notices.find((one) => one.user === user)
  if (notice === undefined)
    return refuse('update/not-told', 'This user was not told of the update. Tell the users first.')
  if (notice.acknowledged !== null)
    return refuse(
      'update/acknowledged-already',
      `${notice.organisation} has acknowledged on ${notice.acknowledged.on} already.`,
    )
  if (on > now.slice(0, 10))
    return refuse(
      'update/date-later',
      'The day lies in the future. Choose today or an earlier day.',
    )
  return [{ type: 'update.acknowledged', user, on, note }]
}

export interface WithdrawalFacts {
  readonly users: readonly RegisteredUser[]
  /** Null where nothing is named. */
  readonly instead: OfferedUpdate | null
}

/** Those who were told of the update are told that it is withdrawn. */
export const decideWithdraw = (
  state: UpdateState,
  { reason }: InputOf<typeof withdrawUpdate>,
  { stream }: DecisionContext,
  { users, instead }: WithdrawalFacts,
): Decision<UpdateEvent> | Refusal => {
  if (state.status === 'withdrawn') return withdrawnAlready
  if (state.status === 'publishing')
    return refuse(
      'update/publishing',
      'This update is being published. Wait until that is recorded, then withdraw it.',
    )
  if (instead !== null && (!instead.published || instead.reference === state.reference))
    return refuse(
      'update/instead-not-offered',
      `${instead.reference} is not offered. Name a published update, or leave it out.`,
    )
  if (instead !== null && instead.product !== state.product)
    return refuse(
      'update/instead-other-product',
      `${instead.reference} is of another product. Name one of this product, or leave it out.`,
    )
  const told = new Set(state.notices.map(({ user }) => user))
  const content = withdrawalMail(state, reason, instead)
  return {
    events: [
      {
        type: 'update.withdrawn',
        reason,
        ...(instead === null
          ? {}
          : { instead: { updateId: instead.reference, revision: instead.revision } }),
      },
    ],
    deliveries: users
      .filter(({ user }) => told.has(user))
      .map(({ user, email }) => ({
        channel: 'mail' as const,
        recipient: email,
        content,
        dedupeKey: `${stream}:withdrawal:${user}`,
      })),
  }
}

export const decideRecordWithdrawal = (
  { withdrawn }: UpdateState,
  { repositoryVersion }: InputOf<typeof recordWithdrawal>,
): readonly UpdateEvent[] =>
  withdrawn === null || withdrawn.repositoryVersion !== null
    ? []
    : [{ type: 'update.withdrawal-published', repositoryVersion }]

const withdrawnAlready = refuse(
  'update/withdrawn',
  'This update is withdrawn. Prepare a new one for what users should install instead.',
)

const chunks = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
