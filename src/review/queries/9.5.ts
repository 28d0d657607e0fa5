import { addDays } from '../../kernel/time.ts'
import type { RecordAnswer } from '../contract.ts'
import type { Records, Viewed } from '../records/views.ts'
import { othersQueries } from './9.5-others.ts'
import {
  absent,
  count,
  everyOne,
  groupBy,
  met,
  names,
  partial,
  type Query,
  query,
  sentence,
  today,
} from './answer.ts'
import {
  type Case,
  everyResolved,
  isChange,
  isOfBefore,
  isResolved,
  resolvedOf,
} from './resolved.ts'

const disposition = everyResolved(
  ({ state: { disposition: path, stale } }) =>
    path !== null &&
    path.approved !== null &&
    !stale.includes('disposition') &&
    (path.path !== 'residual-risk' || path.guidance.length > 0),
  (so, all, records) =>
    `${so} of ${count(all, 'resolved issue')} ended in an approved path; ${openOf(records)} open.`,
)

const openOf = (records: Records): number =>
  records.case.filter(({ state }) => !isOfBefore(state)).length - resolvedOf(records).length

const disclosure = everyResolved(
  ({ state }) =>
    state.disclosure !== null &&
    state.disclosure.approved !== null &&
    !state.stale.includes('disclosure'),
  (so, all, records) => {
    const disclosed = resolvedOf(records).filter(({ state }) => state.disclosure?.disclose === true)
    return `${so} of ${count(all, 'resolved issue')} with an approved disclosure decision, ${disclosed.length} to be disclosed.`
  },
)

/** Every change has it: from the moment a change is requested or a fix is tested. */
const everyChange = (
  isSo: (one: Case) => boolean,
  among: (one: Case) => boolean,
  what: string,
): Query =>
  query(['case'], ({ records }) =>
    everyOne(
      records.case.filter((one) => isChange(one) && among(one)),
      isSo,
      {
        none: `No issue has led to a change yet: nothing shows that each is ${what}.`,
        detail: (so, all) => `${so} of ${count(all, 'change')} ${what}.`,
      },
    ),
  )

const hasResult = (one: Case): boolean => isResolved(one) || one.state.verified !== null

const changeRequest = everyChange(
  ({ state }) => state.changeRequest !== null,
  (one) => one.state.changeRequest !== null || hasResult(one),
  'requested formally',
)

const changeReview = everyChange(
  ({ state }) => state.changeReview?.accepted === true,
  hasResult,
  'reviewed and accepted for safety, security and effectiveness',
)

const verified = everyChange(
  ({ state }) => state.verified === true,
  hasResult,
  'verified by a test that passed',
)

const reviewEvery = 365

/** At each release, and not only long ago (4.1.8). */
const openReview = query(['open-review', 'release'], ({ records, now }) => {
  const signed = records['open-review'].filter(({ status }) => status === 'signed')
  const released = records.release.filter(({ status }) => status === 'released')
  if (signed.length === 0)
    return absent(
      `No open-issue review is signed; ${count(records['open-review'].length, 'review')} begun, ${count(released.length, 'release')} signed.`,
      [...released, ...records['open-review']],
    )
  const reviewed = new Set(signed.map(({ state }) => state.release))
  const without = released.filter(({ id }) => !reviewed.has(id))
  const last =
    signed
      .map(({ state }) => state.heldAt)
      .sort()
      .at(-1) ?? ''
  const detail = `${sentence(count(signed.length, 'signed review'))} with minutes, the last held ${last.slice(0, 10)}; ${released.length - without.length} of ${count(released.length, 'release')} had one.`
  if (without.length > 0)
    return partial(`${detail} Without: ${names(without)}.`, [...without, ...signed])
  if (last < addDays(now, -reviewEvery))
    return partial(`${detail} That is more than a year ago.`, signed)
  return released.length > 0
    ? met(detail, signed)
    : partial(`${detail} No release has come yet.`, signed)
})

const proactiveKinds = {
  sast: 'static analysis',
  dast: 'dynamic testing',
  'sbom-scan': 'scanning of the bill of materials',
  'penetration-test': 'penetration tests',
} as const

/** On a schedule, in time, with records, each of the four. */
const proactive = query(['activity'], (facts) => {
  const active = facts.records.activity.filter(({ status }) => status !== 'retired')
  const lacking: string[] = []
  const running = Object.entries(proactiveKinds).flatMap(([kind, name]) => {
    const inTime = active.filter(
      ({ state }) =>
        state.kind === kind &&
        state.runs.some(({ outcome }) => outcome !== 'failed') &&
        (state.nextDue ?? '') >= today(facts),
    )
    if (inTime.length === 0) lacking.push(name)
    return inTime
  })
  const runs = running.reduce((sum, { state }) => sum + state.runs.length, 0)
  const detail = `${sentence(count(running.length, 'activity', 'activities'))} in time with ${count(runs, 'run')}.`
  if (lacking.length === 0) return met(detail, running)
  const missing = `${detail} No run in time of: ${lacking.join(', ')}.`
  const links = [...running, ...active.filter((one) => !running.includes(one))]
  return running.length > 0 ? partial(missing, links) : absent(missing, links)
})

/** What a case led to outside itself. */
interface Outcome {
  readonly updates: readonly Viewed<'update'>[]
  readonly advisories: readonly Viewed<'advisory'>[]
  readonly looks: readonly Viewed<'look'>[]
}

const disclosedAsDecided = ({ state }: Case, { updates, advisories }: Outcome): boolean => {
  const { disclosure: decided } = state
  if (decided === null || decided.approved === null) return false
  return !decided.disclose || updates.length + advisories.length > 0
}

/** An advisory tells everybody; an update tells those who got its notice. */
const customersTold = ({ updates, advisories }: Outcome): boolean =>
  advisories.length > 0 || updates.some(({ state }) => state.told.length > 0)

/** The steps that a closed case leaves behind, each with its words. */
const steps: readonly (readonly [
  what: string,
  isDone: (one: Case, outcome: Outcome) => boolean,
])[] = [
  ['remediation', ({ state }) => state.changeRequest !== null],
  ['verification', ({ state }) => state.verified === true],
  ['disclosure as decided', disclosedAsDecided],
  ['customer notice', (_one, outcome) => customersTold(outcome)],
  [
    'look after the fix',
    (_one, { looks }) => looks.length > 0 && looks.every(({ state }) => state.undecided === 0),
  ],
]

const outcomesOf = ({ update, advisory, look }: Records): ((one: Case) => Outcome) => {
  const published = update.filter(({ status }) => status === 'published')
  const updates = groupBy(published, ({ state }) => state.cases)
  const advisories = groupBy(
    advisory.filter(({ state }) => state.published),
    ({ state }) => [state.case],
  )
  const looks = groupBy(look, ({ state }) => [state.case])
  return ({ id }) => ({
    updates: updates.get(id) ?? [],
    advisories: advisories.get(id) ?? [],
    looks: looks.get(id) ?? [],
  })
}

const endToEnd = query(['case', 'look', 'update', 'advisory'], ({ records }): RecordAnswer => {
  const closed = records.case.filter((one) => one.status === 'closed' && isChange(one))
  const outcomeOf = outcomesOf(records)
  const broken = steps.flatMap(([what, isDone]) => {
    const without = closed.filter((one) => !isDone(one, outcomeOf(one)))
    return without.length === 0 ? [] : [`${what} missing in ${names(without)}`]
  })
  const isWhole = (one: Case) => steps.every(([, isDone]) => isDone(one, outcomeOf(one)))
  const answer = everyOne(closed, isWhole, {
    none: 'No fixed issue is closed yet: nothing shows the steps as one process.',
    detail: (so, all) => `${so} of ${count(all, 'closed issue')} went through every step.`,
    whenNoneIs: 'partial',
  })
  return broken.length === 0
    ? answer
    : { ...answer, detail: `${answer.detail} ${sentence(broken.join('; '))}.` }
})

/** Clause 9.5: addressing security-related issues. */
export const addressingQueries = {
  '9.5/disposition': disposition,
  '9.5/disclosure': disclosure,
  '9.5/change-review': changeReview,
  '9.5/change-request': changeRequest,
  '9.5/verified': verified,
  ...othersQueries,
  '9.5/open-review': openReview,
  '9.5/proactive': proactive,
  '9.5/end-to-end': endToEnd,
} as const
