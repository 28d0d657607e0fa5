import type { DefectState, DocumentState } from '../../documents/index.ts'
import { isOver } from '../../documents/index.ts'
import { orThrow } from '../../kernel/result.ts'
import type { Issue, Tracker } from '../../kernel/tracker.ts'
import { identityOf } from '../channels/trackers/known.ts'
import { markerOf } from '../channels/trackers/marker.ts'
import { systemOf, type TrackerSettings } from '../channels/trackers/settings.ts'
import type { Parts } from '../parts.ts'
import { one, type Typed } from '../wiring/records.ts'
import type { Carried, Parcel } from './carrier.ts'
import { isPrivate, madeBefore } from './tracker-tasks.ts'

type Defect = Typed<DefectState>

/**
 * Makes a documentation defect an issue, or sets its status there (4.1.9/defect-system). What is said
 * is decided when it leaves: a defect may have ended meanwhile, or the project have been opened.
 */
export const carryDefect = async (
  parts: Parts,
  all: readonly TrackerSettings[],
  tracker: Tracker,
  parcel: Parcel,
): Promise<Carried | 'not-wanted'> => {
  const settings = all.find((one) => systemOf(one) === tracker.system)
  const defect = await one<DefectState>(parts.ledger, 'defect', parcel.stream)
  if (settings === undefined) throw new Error(`There are no settings of ${tracker.system}.`)
  if (defect === undefined) throw new Error('The defect of this delivery is gone.')
  return parcel.content['does'] === 'create-defect'
    ? createIssue(parts, settings, tracker, parcel, defect)
    : setStatus(parts, settings, tracker, defect)
}

const createIssue = async (
  parts: Parts,
  settings: TrackerSettings,
  tracker: Tracker,
  { id, stream, content, attempts }: Parcel,
  defect: Defect,
): Promise<Carried | 'not-wanted'> => {
  if (defect.state.issue !== null || isOver(defect.state)) return 'not-wanted'
  const before = attempts > 1 ? await madeBefore(tracker, id, content['since'] ?? '') : undefined
  // What misleads operators today is of use to whoever means them harm.
  const withheld = !(await isPrivate(tracker))
  const neutral = `[${defect.humanId}] Documentation defect`
  const title = withheld ? neutral : `[${defect.humanId}] ${defect.state.title}`
  const link = `${parts.settings.publicUrl}/workbench/defects/${encodeURIComponent(defect.humanId)}`
  const text = [
    withheld
      ? 'A defect of a document waits for its correction. Its details are withheld here.'
      : await detailsOf(parts, defect.state),
    link,
    markerOf(id),
  ].join('\n\n')
  const issue = before ?? (await tracker.create({ title, text, labelled: false }))
  const { key, url, status } = issue
  orThrow(
    await parts.dispatch({
      kind: 'defect',
      command: 'record-issue',
      id: stream,
      input: {
        tracker: tracker.system,
        issue: identityOf(settings, issue),
        key,
        url,
        status,
        withheld: before === undefined ? withheld : before.title === neutral,
      },
      actor,
      requestId: id,
      key: `defect-issue:${id}`,
    }),
  )
  return {
    subject: title,
    text,
    checkpoint: '',
    answer: `${key}${before === undefined ? '' : ', was there already'}`,
  }
}

const actor = { id: 'system:deliveries', roles: [] } as const

const detailsOf = async ({ ledger }: Parts, state: DefectState): Promise<string> => {
  const document = await one<DocumentState>(ledger, 'document', state.document)
  return [
    state.misleads,
    ...(document === undefined
      ? []
      : [`Document: ${document.state.title} (${document.humanId}), ${state.languages.join(', ')}`]),
    ...(state.missingAt === '' ? [] : [`Missing at: ${state.missingAt}`]),
    ...state.statements.map(
      ({ quote, location }) => `It says${location === '' ? '' : ` (${location})`}: "${quote}"`,
    ),
    ...(state.assigned === null ? [] : [`Due: ${state.assigned.until}`]),
  ].join('\n\n')
}

/** As each tracker names them from the start; the settings say where a maker named them otherwise. */
const usual: Readonly<
  Record<TrackerSettings['kind'], { readonly open: string; readonly closed: string }>
> = {
  redmine: { open: 'New', closed: 'Closed' },
  jira: { open: 'To Do', closed: 'Done' },
  github: { open: 'open', closed: 'closed' },
}

const setStatus = async (
  parts: Parts,
  settings: TrackerSettings,
  tracker: Tracker,
  defect: Defect,
): Promise<Carried | 'not-wanted'> => {
  const { issue } = defect.state
  // Where the tracker decides, we follow it.
  if (issue === null || settings.defects.status === 'tracker') return 'not-wanted'
  const wanted = isOver(defect.state) ? 'closed' : 'open'
  const there = await tracker.read(issue.key)
  if (there === undefined) throw new Error(`${tracker.system} has no issue ${issue.key} any more.`)
  const stands = there.isClosed === (wanted === 'closed')
  if (!stands)
    await tracker.setStatus(issue.key, settings.defects[wanted] ?? usual[settings.kind][wanted])
  const now = stands ? there : await tracker.read(issue.key)
  if (now !== undefined) await followDefect(parts, defect.stream, now)
  return {
    subject: `[${defect.humanId}] ${wanted}`,
    text: '',
    checkpoint: '',
    answer: stands ? `was ${there.status} already` : `${issue.key} is ${now?.status ?? wanted} now`,
  }
}

/** Keeps what the tracker says of the issue of a defect. */
export const followDefect = async (
  { dispatch }: Parts,
  stream: string,
  { key, url, status, isClosed }: Issue,
): Promise<void> => {
  orThrow(
    await dispatch({
      kind: 'defect',
      command: 'follow-issue',
      id: stream,
      input: { key, url, status, isClosed },
      actor: { id: 'system:trackers', roles: [] },
      requestId: 'tracker',
    }),
  )
}
