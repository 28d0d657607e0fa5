import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ReportState } from '../../../intake/index.ts'
import { erased } from '../../../kernel/erased.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, orThrow, type Refusal } from '../../../kernel/result.ts'
import type { Issue, Tracker } from '../../../kernel/tracker.ts'
import type { Dispatched } from '../../commands/dispatch.ts'
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
  // Who was erased here still stands in the tracker: nothing of it comes in again.
  if (known.some(({ state }) => state.description === erased)) return
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
  const say = (words: string) =>
    parts.dispatch({
      kind: 'report',
      command: 'add-from-reporter',
      id: newest.stream,
      input: { message: words },
      actor: outsider(settings),
      requestId: 'tracker',
      key: keyOf(settings, issue, `${newest.stream} ${message}`),
    })
  const said = await say(message)
  const done = isUnfit(said) ? await say(unread(message, said)) : said
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
  const known = {
    source: settings.source,
    channel: 'tracker',
    product: settings.product,
    reference: issue.key,
    origin: { system, key: issue.key, url: issue.url },
    original: await originalOf(parts, issue),
  }
  const send = (told: object) =>
    parts.dispatch({
      kind: 'report',
      command: 'receive',
      input: { ...known, ...told },
      actor: outsider(settings),
      requestId: 'tracker',
      key: keyOf(settings, issue, what),
    })
  const sent = await send({ title: issue.title, description, reporterName: issue.author })
  orThrow(
    isUnfit(sent)
      ? await send({ title: 'An issue that could not be read', description: unread('', sent) })
      : sent,
  )
}

/** Refused for what it says, not for what goes on here: then it is told that there is something. */
const isUnfit = (result: Dispatched | Refusal): result is Refusal =>
  isRefusal(result) && /^(input|limit|json)\//.test(result.code)

/** The first line names a comment; the text itself is what was refused. */
const unread = (message: string, { message: why }: Refusal): string =>
  `${message.split('\n')[0] ?? ''}\n\nIt could not be taken in as it is, so read it in the issue. ${why}`.trim()

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
