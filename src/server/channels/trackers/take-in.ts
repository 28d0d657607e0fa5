import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { erased } from '../../../kernel/erased.ts'
import type { FileReference } from '../../../kernel/fields.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, orThrow, type Refusal } from '../../../kernel/result.ts'
import type { Issue, Tracker } from '../../../kernel/tracker.ts'
import type { Dispatched } from '../../commands/dispatch.ts'
import type { Parts } from '../../parts.ts'
import { type Failing, newest, takeFiles } from './files.ts'
import { follow, identityOf, namesOf, type Report, reportsOf } from './known.ts'
import { deliveryIn } from './marker.ts'
import { systemOf, type TrackerSettings } from './settings.ts'
import { isTask } from './tasks.ts'
import { changedAs, commentAs, descriptionOf, moreAs } from './words.ts'

/** By the channel's own name, so that the proof of silence can tell which tracker it was. */
const outsider = (settings: TrackerSettings) =>
  ({ id: `outsider:${systemOf(settings)}`, roles: ['reporter'] }) as const

/** One connected tracker, and what a look at it needs to know. */
export interface Look {
  readonly tracker: Tracker
  readonly settings: TrackerSettings
  /** The settings of the same tracker, these among them: an issue may move between its projects. */
  readonly siblings: readonly TrackerSettings[]
  readonly failing: Failing
  /** Files that this look may still wait for in vain, so that a slow tracker keeps nobody waiting long. */
  readonly patience: number
}

/**
 * Makes one issue known: a report where there is none of it yet, and additions to it for what was
 * changed, written or attached since. Whatever was taken in before is not taken in again. Answers why
 * files still wait.
 */
export const takeIn = async (
  parts: Parts,
  look: Look,
  issue: Issue,
): Promise<readonly unknown[]> => {
  const { tracker, settings, siblings, failing, patience } = look
  // Made of a task of a case, and somebody gave it the label: it is known already.
  if (await isTask(parts, settings, issue)) return []
  const comments = await tracker.comments(issue.key)
  const reports = () => reportsOf(parts, settings, siblings, issue, comments)
  const known = await reports()
  // Who was erased here still stands in the tracker: nothing of it comes in again.
  if (known.some(({ state }) => state.description === erased)) return []
  await follow(parts, settings, issue, known)
  if (known.length === 0) await receive(parts, settings, issue, descriptionOf(issue), '')
  else if (!known.some(({ state }) => state.description === descriptionOf(issue)))
    await add(parts, look, issue, await reports(), changedAs(issue))
  const names = namesOf(settings, issue, known)
  for (const comment of comments) {
    const said = deliveryIn(comment.text)
    if (comment.text === '' || (said !== undefined && (await isOurs(parts, said, names)))) continue
    await add(parts, look, issue, await reports(), commentAs(comment))
  }
  if (issue.attachments.length === 0 || patience <= 0) return []
  const files = await takeFiles(parts, tracker, issue, await reports(), failing, patience)
  for (const addition of files.additions)
    await add(parts, look, issue, await reports(), addition.message, addition.files)
  return files.waiting
}

/** Only a delivery to this very issue is ours: nobody hides their words behind another's mark. */
const isOurs = async (
  { ledger }: Parts,
  delivery: string,
  names: readonly string[],
): Promise<boolean> =>
  (await ledger.database.reader
    .selectFrom('delivery')
    .select('id')
    .where('id', '=', delivery)
    .where('channel', '=', 'tracker')
    .where('recipient', 'in', [...names])
    .executeTakeFirst()) !== undefined

/** Adds to the newest report of the issue, which opens it again; what it has no room for is a new one. */
const add = async (
  parts: Parts,
  { settings }: Look,
  issue: Issue,
  known: readonly Report[],
  message: string,
  files: readonly FileReference[] = [],
): Promise<void> => {
  if (known.some((report) => holds(report, message))) return
  const last = newest(known)
  if (last === undefined) return receive(parts, settings, issue, message, message, files)
  const say = (words: string) =>
    parts.dispatch({
      kind: 'report',
      command: 'add-from-reporter',
      id: last.stream,
      input: { message: words, files },
      actor: outsider(settings),
      requestId: 'tracker',
      key: keyOf(settings, issue, `${last.stream} ${message}`),
    })
  const said = await say(message)
  const done = isUnfit(said) ? await say(unread(message, said)) : said
  if (!isRefusal(done)) return
  if (done.code !== 'report/full') orThrow(done)
  await receive(parts, settings, issue, moreAs(last.humanId, message), message, files)
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
  files: readonly FileReference[] = [],
): Promise<void> => {
  const system = systemOf(settings)
  const known = {
    files,
    source: settings.source,
    channel: 'tracker',
    product: settings.product,
    reference: issue.key,
    origin: { system, key: issue.key, url: issue.url, id: identityOf(settings, issue) },
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
  const hash = createHash('sha256').update(`${identityOf(settings, issue)}\n${what}`)
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
