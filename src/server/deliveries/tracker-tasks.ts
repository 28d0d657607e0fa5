import type { CaseState, MessageState } from '../../cases/index.ts'
import { TrackerBusy, TrackerError } from '../../connections/trackers/http.ts'
import { limits } from '../../kernel/limits.ts'
import { orThrow } from '../../kernel/result.ts'
import { instantOf, millisecondsOf, parseInstant } from '../../kernel/time.ts'
import type { Issue, Tracker } from '../../kernel/tracker.ts'
import type { ProductState } from '../../products/index.ts'
import { identityOf } from '../channels/trackers/known.ts'
import { deliveryIn, markerOf } from '../channels/trackers/marker.ts'
import { systemOf, type TrackerSettings } from '../channels/trackers/settings.ts'
import type { Parts } from '../parts.ts'
import { one, type Typed } from '../wiring/records.ts'
import { type Carried, type Parcel, TryLater } from './carrier.ts'

type Case = Typed<CaseState>
type Task = CaseState['tasks'][number]

/** A tracker's clock and search may lag behind ours: milliseconds. */
const overlap = 600_000
/** Before a comment is tried again whose issue is not made yet: milliseconds. */
const issueWait = 30_000

/**
 * Takes a task of a case to its tracker, or what the team says of it. What is said there is decided
 * now and not when it was planned: an embargo may have begun, or the project may have been opened.
 */
export const carryTask = (
  parts: Parts,
  all: readonly TrackerSettings[],
  tracker: Tracker,
  parcel: Parcel,
): Promise<Carried | 'not-wanted'> => {
  const settings = all.find((one) => systemOf(one) === tracker.system)
  if (settings === undefined) throw new Error(`There are no settings of ${tracker.system}.`)
  return parcel.content['does'] === 'create-task'
    ? createIssue(parts, settings, tracker, parcel)
    : commentOnIssue(parts, tracker, parcel)
}

const createIssue = async (
  parts: Parts,
  settings: TrackerSettings,
  tracker: Tracker,
  parcel: Parcel,
): Promise<Carried | 'not-wanted'> => {
  const { id, stream, content, attempts } = parcel
  const { about, task } = await taskOf(parts, stream, content['task'])
  // Done or dropped before its tracker came back: nobody there is to begin with it.
  if (task.issue !== null || task.closed !== null || about.state.closed !== null)
    return 'not-wanted'
  const before = attempts > 1 ? await madeBefore(tracker, id, content['since'] ?? '') : undefined
  const withheld = isEmbargoed(about) && !(await isPrivate(tracker))
  const title = withheld ? neutralTitle(about) : `[${about.humanId}] ${task.title}`
  const text = [
    withheld ? neutralText : await detailsOf(parts, task),
    linkTo(parts, about),
    markerOf(id),
  ].join('\n\n')
  const issue = before ?? (await tracker.create({ title, text, labelled: false }))
  const wasWithheld = before === undefined ? withheld : before.title === neutralTitle(about)
  orThrow(
    await parts.dispatch({
      kind: 'case',
      command: 'record-issue',
      id: stream,
      input: {
        task: task.task,
        issue: identityOf(settings, issue),
        key: issue.key,
        url: issue.url,
        status: issue.status,
        withheld: wasWithheld,
      },
      actor: { id: 'system:deliveries', roles: [] },
      requestId: id,
      key: `task-issue:${id}`,
    }),
  )
  const found = before === undefined ? '' : ', was there already'
  return { subject: title, text, checkpoint: '', answer: `${issue.key}${found}` }
}

/** The issue that an attempt made whose answer was lost, by the mark in its text. */
export const madeBefore = async (
  tracker: Tracker,
  delivery: string,
  since: string,
): Promise<Issue | undefined> => {
  const from = instantOf(millisecondsOf(orThrow(parseInstant(since))) - overlap)
  let next: string | undefined
  for (let page = 0; page < limits.tracker.pages; page++) {
    const found = await tracker.changed({ since: from, ...(next === undefined ? {} : { next }) })
    const made = found.issues.find(({ text }) => deliveryIn(text) === delivery)
    if (made !== undefined || found.next === null) return made
    next = found.next
  }
  throw new Error(`Too much changed in ${tracker.system} to find what was made there.`)
}

const commentOnIssue = async (
  parts: Parts,
  tracker: Tracker,
  { id, stream, content, attempts }: Parcel,
): Promise<Carried | 'not-wanted'> => {
  const message = await one<MessageState>(parts.ledger, 'message', stream)
  if (message === undefined) throw new Error('The message of this comment is gone.')
  const { about, task } = await taskOf(parts, message.state.case, content['task'])
  const { issue } = task
  if (issue === null) {
    if (task.closed !== null) return 'not-wanted'
    throw new TryLater('The issue of this task is not made yet.', issueWait)
  }
  const withheld = isEmbargoed(about) && !(await isPrivate(tracker))
  if (await keepWatch(parts, about, task, withheld))
    throw new Error('Strangers can read this project now, and the case is under embargo.')
  const subject = `[${about.humanId}] ${withheld ? 'A new comment' : task.title}`
  const said = withheld
    ? 'There is a new comment on this task. Its words are withheld.'
    : message.state.text
  const text = [said, linkTo(parts, about), markerOf(id)].join('\n\n')
  const isThere =
    attempts > 1 && (await tracker.comments(issue.key)).some((one) => deliveryIn(one.text) === id)
  const answer = isThere ? 'was there already' : await tracker.comment(issue.key, text)
  return { subject, text, checkpoint: '', answer: withheld ? `${answer}, words withheld` : answer }
}

/**
 * Answers whether details stand where strangers can read them now: then nothing more is written
 * there, and the case says so, until the project is private again.
 */
export const keepWatch = async (
  parts: Parts,
  { stream }: Case,
  task: Task,
  isOpenToOthers: boolean,
): Promise<boolean> => {
  const exposed = isOpenToOthers && task.issue?.withheld === false
  if (!exposed && task.stopped === null) return false
  const reason = `Others than your own people can read ${task.issue?.key ?? 'the issue'} in ${task.tracker} now, and what stands there is under embargo. Make the project private, or take the text away there. Nothing more is written into it until then.`
  orThrow(
    await parts.dispatch({
      kind: 'case',
      command: exposed ? 'stop-task' : 'resume-task',
      id: stream,
      input: { task: task.task, ...(exposed ? { reason } : {}) },
      actor: { id: 'system:trackers', roles: [] },
      requestId: 'tracker',
    }),
  )
  return exposed
}

/** Where nobody can say whether it is private, it is not. */
export const isPrivate = async (tracker: Tracker): Promise<boolean> => {
  try {
    return await tracker.isPrivate()
  } catch (cause) {
    if (isAway(cause)) throw cause
    return false
  }
}

/** No answer at all says nothing about the project: then it is tried again later. */
const isAway = (cause: unknown): boolean =>
  cause instanceof TrackerBusy ||
  (cause instanceof TrackerError && (cause.status === 0 || cause.status >= 500))

export const isEmbargoed = ({ state }: Case): boolean => state.embargo !== null

const taskOf = async (
  { ledger }: Parts,
  stream: string,
  id: string | undefined,
): Promise<{ readonly about: Case; readonly task: Task }> => {
  const about = await one<CaseState>(ledger, 'case', stream)
  const task = about?.state.tasks.find((one) => one.task === id)
  if (about === undefined || task === undefined)
    throw new Error('The task of this delivery is gone.')
  return { about, task }
}

const neutralTitle = ({ humanId }: Case): string => `[${humanId}] Task`
const neutralText = 'A task of this case waits for you. Its details are withheld here.'

const detailsOf = async ({ ledger }: Parts, task: Task): Promise<string> => {
  const product =
    task.product === undefined
      ? undefined
      : await one<ProductState>(ledger, 'product', task.product)
  return [
    task.what,
    ...(product === undefined ? [] : [`Product: ${product.state.name}`]),
    ...(task.due === undefined ? [] : [`Due: ${task.due}`]),
  ].join('\n\n')
}

const linkTo = ({ settings }: Parts, { humanId }: Case): string =>
  `${settings.publicUrl}/workbench/cases/${encodeURIComponent(humanId)}`
