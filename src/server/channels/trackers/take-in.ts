import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ReportState } from '../../../intake/index.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, orThrow } from '../../../kernel/result.ts'
import type { Issue, Tracker } from '../../../kernel/tracker.ts'
import type { Parts } from '../../parts.ts'
import { having, type Typed } from '../../wiring/records.ts'
import { deliveryIn } from './marker.ts'
import { systemOf, type TrackerSettings } from './settings.ts'
import { changedAs, commentAs, descriptionOf, moreAs } from './words.ts'

/** By the channel's own name, so that the proof of silence can tell which tracker it was. */
const outsider = (settings: TrackerSettings) =>
  ({ id: `outsider:${systemOf(settings)}`, roles: ['reporter'] }) as const

type Report = Typed<ReportState>

/**
 * Makes one issue known: a report where there is none of it yet, and additions to it for what was
 * changed or written since. Whatever was taken in before is not taken in again.
 */
export const takeIn = async (
  parts: Parts,
  tracker: Tracker,
  settings: TrackerSettings,
  issue: Issue,
): Promise<void> => {
  const { system } = tracker
  const known = await reportsOf(parts, settings, issue)
  if (known.length === 0) await receive(parts, settings, issue, descriptionOf(issue), '')
  else if (!known.some(({ state }) => state.description === descriptionOf(issue)))
    await add(parts, settings, issue, changedAs(issue))
  for (const comment of await tracker.comments(issue.key)) {
    const said = deliveryIn(comment.text)
    if (
      comment.text === '' ||
      (said !== undefined && (await isOurs(parts, said, system, issue.key)))
    )
      continue
    await add(parts, settings, issue, commentAs(comment))
  }
}

const reportsOf = (parts: Parts, settings: TrackerSettings, issue: Issue) =>
  having<ReportState>(parts.ledger, 'report', 'origin', `${systemOf(settings)} ${issue.key}`)

/** Only a delivery to this very issue is ours: nobody hides their words behind another's mark. */
const isOurs = async (
  { ledger }: Parts,
  delivery: string,
  system: string,
  key: string,
): Promise<boolean> =>
  (await ledger.database.reader
    .selectFrom('delivery')
    .select('id')
    .where('id', '=', delivery)
    .where('channel', '=', 'tracker')
    .where('recipient', '=', `${system} ${key}`)
    .executeTakeFirst()) !== undefined

/** Adds to the newest report of the issue, which opens it again; what it has no room for is a new one. */
const add = async (
  parts: Parts,
  settings: TrackerSettings,
  issue: Issue,
  message: string,
): Promise<void> => {
  const known = await reportsOf(parts, settings, issue)
  if (known.some((report) => holds(report, message))) return
  const [newest] = known.toSorted((one, other) => (one.openedAt < other.openedAt ? 1 : -1))
  if (newest === undefined) return receive(parts, settings, issue, message, message)
  const done = await parts.dispatch({
    kind: 'report',
    command: 'add-from-reporter',
    id: newest.stream,
    input: { message },
    actor: outsider(settings),
    requestId: 'tracker',
    key: keyOf(settings, issue, `${newest.stream} ${message}`),
  })
  if (!isRefusal(done)) return
  if (done.code !== 'report/full') orThrow(done)
  await receive(parts, settings, issue, moreAs(newest.humanId, message), message)
}

const holds = ({ state }: Report, message: string): boolean =>
  state.thread.some((entry) => entry.from === 'reporter' && entry.message === message) ||
  state.description.endsWith(`which takes no more:\n\n${message}`)

const receive = async (
  parts: Parts,
  settings: TrackerSettings,
  issue: Issue,
  description: string,
  what: string,
): Promise<void> => {
  const system = systemOf(settings)
  orThrow(
    await parts.dispatch({
      kind: 'report',
      command: 'receive',
      input: {
        title: issue.title,
        description,
        product: settings.product,
        source: settings.source,
        channel: 'tracker',
        reference: issue.key,
        reporterName: issue.author,
        origin: { system, key: issue.key, url: issue.url },
        original: await originalOf(parts, issue),
      },
      actor: outsider(settings),
      requestId: 'tracker',
      key: keyOf(settings, issue, what),
    }),
  )
}

/** The same words for the same issue are one command, whoever looks at the issue when. */
const keyOf = (settings: TrackerSettings, issue: Issue, what: string): string => {
  const hash = createHash('sha256').update(`${systemOf(settings)}\n${issue.key}\n${what}`)
  return `tracker:${hash.digest('hex')}`
}

/** The issue as it was when it came in. */
const originalOf = async ({ files }: Parts, issue: Issue) => {
  const bytes = Buffer.from(JSON.stringify(issue, undefined, 2))
  const { hash, size } = orThrow(
    await files.put(Readable.from([bytes]), { limitBytes: limits.file.bytes }),
  )
  return { hash, size, name: `issue-${issue.key.replaceAll(/[^\w.-]/g, '_')}.json` }
}
