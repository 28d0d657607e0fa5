import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CaseState } from '../../../cases/index.ts'
import { outsideText } from '../../../connections/trackers/text.ts'
import type { DefectState } from '../../../documents/index.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, orThrow } from '../../../kernel/result.ts'
import { type Instant, instantOf, millisecondsOf, parseInstant } from '../../../kernel/time.ts'
import type { Issue, Tracker } from '../../../kernel/tracker.ts'
import { followDefect } from '../../deliveries/tracker-defects.ts'
import { isEmbargoed, isPrivate, keepWatch } from '../../deliveries/tracker-tasks.ts'
import type { Parts } from '../../parts.ts'
import { having, one, type Typed } from '../../wiring/records.ts'
import { keptPosition } from '../position.ts'
import { identityOf } from './known.ts'
import { deliveryIn } from './marker.ts'
import { systemOf, type TrackerSettings } from './settings.ts'

type Case = Typed<CaseState>
type Followed = { readonly about: Case; readonly task: CaseState['tasks'][number] }

/** Looked at again each time, since a tracker's search may lag behind its own clock: milliseconds. */
const overlap = 300_000
const positionSchema = z.object({ since: z.string() })
const actor = { id: 'system:trackers', roles: [] } as const

/**
 * One look at what became of the tasks that live in this tracker: their status, and what people wrote
 * below them, from where the last complete look began. What came in before does not come in again.
 */
export const createTaskPass = (
  parts: Parts,
  tracker: Tracker,
  settings: TrackerSettings,
  siblings: readonly TrackerSettings[],
  stopped: () => boolean,
): (() => Promise<void>) => {
  const position = keptPosition(parts.settings.dataDir, `tasks:${tracker.system}`, positionSchema)
  return async () => {
    const followed = await tasksAt(parts, siblings)
    const defects = await firstDefect(parts, siblings)
    if (followed.size === 0 && defects === undefined) return
    const since = await sinceOf(await position.read(), [
      ...[...followed.values()].flatMap((all) => all.map(({ task }) => task.at)),
      ...(defects === undefined ? [] : [defects]),
    ])
    const failures: unknown[] = []
    let began: Instant | undefined
    let next: string | undefined
    for (let page = 0; page < limits.tracker.pages; page++) {
      const found = await tracker.changed({ since, ...(next === undefined ? {} : { next }) })
      began ??= found.at
      for (const issue of found.issues) {
        if (stopped()) return
        for (const one of followed.get(identityOf(settings, issue)) ?? [])
          try {
            await follow(parts, tracker, settings, one, issue)
          } catch (cause) {
            failures.push(cause)
          }
        if (defects !== undefined)
          try {
            await followDefects(parts, settings, issue)
          } catch (cause) {
            failures.push(cause)
          }
      }
      if (found.next === null) break
      next = found.next
    }
    await lookAtPrivacy(parts, tracker, [...followed.values()].flat())
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} issues could not be followed.`)
    if (began !== undefined)
      await position.write({ since: instantOf(millisecondsOf(began) - overlap) })
  }
}

/** Tasks of open cases by their issue, of every project of this tracker: an issue may move. */
const tasksAt = async (
  { ledger }: Parts,
  siblings: readonly TrackerSettings[],
): Promise<ReadonlyMap<string, readonly Followed[]>> => {
  const found = new Map<string, readonly Followed[]>()
  const seen = new Set<string>()
  for (const system of siblings.map(systemOf))
    for (const about of await having<CaseState>(ledger, 'case', 'task-at', system)) {
      if (seen.has(about.stream)) continue
      seen.add(about.stream)
      for (const task of about.state.tasks) {
        if (task.issue === null) continue
        const { issue } = task.issue
        found.set(issue, [...(found.get(issue) ?? []), { about, task }])
      }
    }
  return found
}

/**
 * When the first documentation defect was put into this tracker, among those that are looked at first;
 * undefined where none was.
 */
const firstDefect = async (
  { ledger }: Parts,
  siblings: readonly TrackerSettings[],
): Promise<string | undefined> => {
  const at: string[] = []
  for (const system of siblings.map(systemOf)) {
    const [first] = await ledger.having('defect', 'issue-at', system, 1)
    const defect = first === undefined ? undefined : await one<DefectState>(ledger, 'defect', first)
    if (defect?.state.trackedAt) at.push(defect.state.trackedAt)
  }
  return at.toSorted()[0]
}

/** The defect that became this issue, of which there may be thousands: it is asked for by its issue. */
const followDefects = async (
  parts: Parts,
  settings: TrackerSettings,
  issue: Issue,
): Promise<void> => {
  for (const stream of await parts.ledger.having(
    'defect',
    'defect-issue',
    identityOf(settings, issue),
  ))
    await followDefect(parts, stream, issue)
}

/** A project that was opened to strangers is told of at once, and not only at the next push. */
const lookAtPrivacy = async (
  parts: Parts,
  tracker: Tracker,
  followed: readonly Followed[],
): Promise<void> => {
  const here = followed.filter(({ task }) => task.tracker === tracker.system)
  const concerned = here.filter(({ about, task }) => isEmbargoed(about) || task.stopped !== null)
  if (concerned.length === 0) return
  const isOpen = !(await isPrivate(tracker))
  for (const { about, task } of concerned)
    await keepWatch(parts, about, task, isEmbargoed(about) && isOpen)
}

/** Where there is no position (or another server kept it), from the first of these on. */
const sinceOf = async (
  kept: { readonly since: string } | undefined,
  all: readonly string[],
): Promise<Instant> => {
  const known = kept === undefined ? undefined : parseInstant(kept.since)
  if (known !== undefined && !isRefusal(known)) return known
  const [first = ''] = all.toSorted()
  return instantOf(millisecondsOf(orThrow(parseInstant(first))) - overlap)
}

const follow = async (
  parts: Parts,
  tracker: Tracker,
  settings: TrackerSettings,
  { about, task }: Followed,
  issue: Issue,
): Promise<void> => {
  const { key, url, status, isClosed } = issue
  orThrow(
    await parts.dispatch({
      kind: 'case',
      command: 'follow-task',
      id: about.stream,
      input: { task: task.task, key, url, status, isClosed },
      actor,
      requestId: 'tracker',
    }),
  )
  for (const { id, author, text, at } of await tracker.comments(key)) {
    if (text.trim() === '') continue
    const said = deliveryIn(text)
    if (said !== undefined && (await isOurs(parts, said, task.tracker))) continue
    const comment = `${identityOf(settings, issue)} ${id}`
    const known = await parts.ledger.having('message', 'comment', comment, 1)
    if (known.length > 0) continue
    const hash = createHash('sha256').update(`${comment}\n${about.stream}`).digest('hex')
    orThrow(
      await parts.dispatch({
        kind: 'message',
        command: 'take-comment',
        input: {
          case: about.stream,
          task: task.task,
          author: author.trim() === '' ? 'somebody' : author,
          text: outsideText(text),
          tracker: tracker.system,
          url,
          comment,
          writtenAt: at,
        },
        actor,
        requestId: 'tracker',
        key: `task-comment:${hash}`,
      }),
    )
  }
}

/** Only a delivery to this very tracker is ours: nobody hides their words behind another's mark. */
const isOurs = async ({ ledger }: Parts, delivery: string, system: string): Promise<boolean> =>
  (await ledger.database.reader
    .selectFrom('delivery')
    .select('id')
    .where('id', '=', delivery)
    .where('channel', '=', 'tracker')
    .where('recipient', '=', system)
    .executeTakeFirst()) !== undefined

/** Whether this issue is one that a task or a documentation defect became: then it is no report, whatever label it bears. */
export const isTask = async (
  { ledger }: Parts,
  settings: TrackerSettings,
  issue: Issue,
): Promise<boolean> =>
  (await ledger.having('case', 'task-issue', identityOf(settings, issue), 1)).length > 0 ||
  (await ledger.having('defect', 'defect-issue', identityOf(settings, issue), 1)).length > 0
