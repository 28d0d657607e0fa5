import type { RecordAnswer } from '../contract.ts'
import type { Viewed } from '../records/views.ts'
import {
  absent,
  count,
  everyOne,
  type Facts,
  met,
  names,
  partial,
  type Query,
  query,
  sentence,
  today,
  yearAgo,
} from './answer.ts'

type Report = Viewed<'report'>
type Channel = Viewed<'channel'>
type Source = Report['state']['source']

/** Closed, or somebody hears more on a day that has not passed. */
const isTracked = (facts: Facts) => (report: Report) =>
  report.status === 'closed' ||
  (report.state.nextDate !== null && report.state.nextDate >= today(facts))

/** Ways in whose last self-test failed, or that gave an alarm that nobody has cleared. */
const isBroken = ({ status, state }: Channel): boolean =>
  status === 'failing' || (status !== 'closed' && state.alarm !== null)

const channel = query(['report', 'channel'], ({ channel: at, records }) => {
  const come = records.report.filter(({ state }) => ['portal', 'mail'].includes(state.channel))
  const open = records.channel.filter(
    ({ state }) => state.sources.includes('f') || state.sources.includes('d'),
  )
  const broken = open.filter(isBroken)
  const tested = open.filter(({ status }) => status === 'working')
  const served = `Report form ${at.form}, policy ${at.policy}, security.txt ${at.securityTxt} and the address ${at.mail} are served`
  const used = `${sentence(count(come.length, 'report'))} came in this way.${tested.length > 0 ? ` The last self-test passed at ${names(tested)}.` : ''}`
  if (!at.reachable)
    return partial(
      `${served}, but this address reaches no outsider: set PUBLIC_URL and MAIL_FROM. ${used}`,
      come,
    )
  return broken.length > 0
    ? partial(
        `${served}. ${used} The self-test fails, or there is an alarm, at ${names(broken)}: mend the channel.`,
        [...broken, ...come],
      )
    : met(`${served}. ${used}`, [...tested, ...come])
})

const internal = query(['report'], (facts) =>
  fromWithin(
    facts,
    facts.records.report.filter(({ state }) => ['a', 'c'].includes(state.source)),
    'people inside (sources a and c)',
    [],
  ),
)

const complaints = query(['report'], ({ records, channel: at }) => {
  const complained = records.report.filter(({ state }) => state.channel === 'complaint')
  const otherwise = records.report.length - complained.length
  if (complained.length === 0)
    return absent(
      'No complaint has become a report: nothing shows that complaints are routed here.',
    )
  const routed = `${sentence(count(complained.length, 'report'))} came through complaint handling`
  return otherwise > 0 || at.reachable
    ? met(`${routed}, ${otherwise} by other ways: it is not the only way in.`, complained)
    : partial(`${routed}, and nothing by another way: it looks like the only way in.`, complained)
})

interface Way {
  readonly who: string
  /** Activities whose runs show that somebody looks there. */
  readonly checks: readonly string[]
}

const ways: Readonly<Record<Source, Way>> = {
  a: { who: 'security testers', checks: ['sast', 'dast', 'penetration-test'] },
  b: { who: 'third-party component suppliers', checks: ['sbom-scan'] },
  c: { who: 'product developers and testers', checks: [] },
  d: { who: 'product users', checks: [] },
  e: { who: 'audit event logs', checks: [] },
  f: { who: 'security researchers', checks: [] },
  g: { who: 'news of widespread vulnerabilities', checks: ['news-watch'] },
}

const source = (letter: Source): Query =>
  query(['report', 'activity', 'channel'], (facts) =>
    fromWithin(
      facts,
      facts.records.report.filter(({ state }) => state.source === letter),
      `${ways[letter].who} (source ${letter})`,
      facts.records.activity.filter(
        ({ state }) =>
          ways[letter].checks.includes(state.kind) &&
          state.runs.some((run) => run.outcome !== 'failed' && run.on >= yearAgo(facts)),
      ),
      facts.records.channel.filter(
        ({ status, state }) => status !== 'closed' && state.sources.includes(letter),
      ),
    ),
  )

/** Reports of the last year, each closed or dated; failing that, older ones or a check of the way. */
const fromWithin = (
  facts: Facts,
  reports: readonly Report[],
  who: string,
  checks: readonly Viewed<'activity'>[],
  channels: readonly Channel[] = [],
): RecordAnswer => {
  const recent = reports.filter(({ state }) => state.receivedAt >= yearAgo(facts))
  const late = reports.filter((report) => !isTracked(facts)(report))
  if (recent.length > 0) {
    const came = `${sentence(count(recent.length, 'report'))} from ${who} in the last year`
    return late.length === 0
      ? met(`${came}, each closed or with a next date.`, recent)
      : partial(`${came}; the next date has passed for ${names(late)}.`, [...late, ...recent])
  }
  if (reports.length > 0)
    return partial(
      `No report from ${who} in the last year; ${count(reports.length, 'report')} before.`,
      reports,
    )
  if (checks.length > 0)
    return partial(
      `No report from ${who} has ever come in, but ${names(checks)} looks there.`,
      checks,
    )
  // That nobody wrote is no proof of silence unless the way was tried.
  const proven = channels.filter(
    (way) => way.status === 'working' && (way.state.lastGoodAt ?? '') >= yearAgo(facts),
  )
  return proven.length > 0
    ? partial(
        `No report from ${who} has ever come in; the way in passed its self-test (${names(proven)}).`,
        proven,
      )
    : absent(`No report from ${who} has ever come in, and no check of the channel is recorded.`)
}

const closure = query(['report'], (facts) =>
  everyOne(facts.records.report, isTracked(facts), {
    none: 'No report has ever come in: nothing shows that reports are tracked to closure.',
    detail: (so, all) =>
      `${so} of ${count(all, 'report')} closed or with a next date that has not passed.`,
    // They are received and tracked, and late.
    whenNoneIs: 'partial',
  }),
)

const acknowledge = query(['report'], (facts) => {
  const reachable = facts.records.report.filter(({ state }) => state.reachable)
  const waiting = reachable.filter(({ state }) => !state.answered)
  const late = waiting.filter((report) => !isTracked(facts)(report))
  const answered = reachable.filter(({ state }) => state.answered)
  if (reachable.length === 0) return absent('No report came from somebody who could be answered.')
  const detail = `${answered.length} of ${count(reachable.length, 'reporter')} answered; each got a date on receipt.`
  if (late.length > 0)
    return partial(`${detail} The date passed unanswered: ${names(late)}.`, [...late, ...answered])
  return answered.length > 0 ? met(detail, answered) : partial(detail, waiting)
})

/** Clause 9.2: receiving notifications about vulnerabilities. */
export const receivingQueries = {
  '9.2/channel': channel,
  '9.2/internal': internal,
  '9.2/complaints': complaints,
  '9.2/source-a': source('a'),
  '9.2/source-b': source('b'),
  '9.2/source-c': source('c'),
  '9.2/source-d': source('d'),
  '9.2/source-e': source('e'),
  '9.2/source-f': source('f'),
  '9.2/source-g': source('g'),
  '9.2/closure': closure,
  '9.2/acknowledge': acknowledge,
} as const
