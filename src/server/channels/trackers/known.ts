import { TrackerBusy, TrackerError } from '../../../connections/trackers/http.ts'
import { originFacet, type ReportState } from '../../../intake/index.ts'
import { orThrow } from '../../../kernel/result.ts'
import type { Issue, IssueComment } from '../../../kernel/tracker.ts'
import type { Parts } from '../../parts.ts'
import { having, one, type Typed } from '../../wiring/records.ts'
import { deliveryIn } from './marker.ts'
import { openTracker } from './open.ts'
import { addressOf, systemOf, type TrackerSettings } from './settings.ts'

export type Report = Typed<ReportState>

/** Which issue it is wherever it moves: of which tracker, and its own number there. */
export const identityOf = (settings: TrackerSettings, { id }: Issue): string =>
  `${settings.kind} ${addressOf(settings)} ${id}`

/**
 * The reports of an issue: by its identity, or by its name here, which is all that older reports
 * have. One of an older report that moved since, and each that GitHub gave another number, is found
 * by what we wrote into it; its former place must say that this is the one.
 */
export const reportsOf = async (
  parts: Parts,
  settings: TrackerSettings,
  siblings: readonly TrackerSettings[],
  issue: Issue,
  comments: readonly IssueComment[],
): Promise<readonly Report[]> => {
  const by = (facet: string, value: string) =>
    having<ReportState>(parts.ledger, 'report', facet, value)
  const name = (where: TrackerSettings) =>
    by('origin', originFacet({ system: systemOf(where), key: issue.key }))
  const known = unique([
    ...(await by('issue', identityOf(settings, issue))),
    ...(await name(settings)),
  ])
  if (known.length > 0) return known
  // Redmine counts its issues once, whatever their project.
  for (const sibling of settings.kind === 'redmine' ? siblings : []) {
    const found = await name(sibling)
    if (found.length > 0) return found
  }
  return movedHere(parts, siblings, issue, comments)
}

const unique = (reports: readonly Report[]): readonly Report[] => [
  ...new Map(reports.map((report) => [report.stream, report])).values(),
]

/** So many marks of ours in an issue are looked up: anybody can copy one. */
const mostMarks = 5

const movedHere = async (
  parts: Parts,
  siblings: readonly TrackerSettings[],
  issue: Issue,
  comments: readonly IssueComment[],
): Promise<readonly Report[]> => {
  const marks = new Set(comments.flatMap(({ text }) => deliveryIn(text) ?? []))
  const asked = new Set<string>()
  for (const mark of [...marks].slice(0, mostMarks)) {
    const delivery = await parts.ledger.database.reader
      .selectFrom('delivery')
      .select('stream')
      .where('id', '=', mark)
      .where('channel', '=', 'tracker')
      .executeTakeFirst()
    if (delivery === undefined || asked.has(delivery.stream)) continue
    asked.add(delivery.stream)
    const report = await one<ReportState>(parts.ledger, 'report', delivery.stream)
    const from = siblings.find((sibling) => systemOf(sibling) === report?.state.origin?.system)
    if (report === undefined || from === undefined) continue
    if ((await idThere(parts, from, report.state.origin?.key ?? '')) === issue.id) return [report]
  }
  return []
}

/** What its former place says it is; a place that does not let us in says nothing. */
const idThere = async (
  parts: Parts,
  settings: TrackerSettings,
  key: string,
): Promise<string | undefined> => {
  const tracker = openTracker(parts, settings)
  try {
    return (await tracker.read(key))?.id
  } catch (cause) {
    const isAway = cause instanceof TrackerError && (cause.status === 0 || cause.status >= 500)
    if (!(cause instanceof TrackerError) || cause instanceof TrackerBusy || isAway) throw cause
    return undefined
  } finally {
    tracker.close()
  }
}

/** Keeps where the issue is now; answers whether that was news. */
export const follow = async (
  { dispatch }: Parts,
  settings: TrackerSettings,
  issue: Issue,
  reports: readonly Report[],
): Promise<boolean> => {
  const left = reports.filter(({ state }) => state.origin?.url !== issue.url)
  for (const { stream } of left)
    orThrow(
      await dispatch({
        kind: 'report',
        command: 'move-origin',
        id: stream,
        input: {
          system: systemOf(settings),
          key: issue.key,
          url: issue.url,
          id: identityOf(settings, issue),
        },
        actor: { id: 'system:trackers', roles: [] },
        requestId: 'tracker',
      }),
    )
  return left.length > 0
}

/** Every name by which deliveries of ours may know this issue. */
export const namesOf = (
  settings: TrackerSettings,
  issue: Issue,
  reports: readonly Report[],
): readonly string[] => [
  ...new Set([
    originFacet({ system: systemOf(settings), key: issue.key }),
    ...reports.flatMap(({ state: { origin, formerOrigins } }) =>
      [...formerOrigins, ...(origin === null ? [] : [origin])].map(originFacet),
    ),
  ]),
]
