import { TrackerBusy, TrackerError } from '../../../connections/trackers/http.ts'
import type { FileReference } from '../../../kernel/fields.ts'
import { limits } from '../../../kernel/limits.ts'
import { isRefusal, orThrow } from '../../../kernel/result.ts'
import type { Issue, IssueAttachment, Tracker } from '../../../kernel/tracker.ts'
import { safeFileName } from '../../files/index.ts'
import type { Parts } from '../../parts.ts'
import type { Report } from './known.ts'

/** Since when the tracker does not hand out a file that it has: by issue and file, milliseconds. */
export type Failing = Map<string, number>

/** What became of the files of an issue that were not dealt with before. */
export interface FilesTaken {
  /** One for each addition to the report. */
  readonly additions: readonly { readonly message: string; readonly files: FileReference[] }[]
  /** Why files still wait: they are asked for again at the next look. */
  readonly waiting: readonly unknown[]
}

/**
 * Fetches what is attached to an issue and not known yet. What is too large or gone is named with the
 * reason, once; what the tracker cannot give now is asked for again.
 */
export const takeFiles = async (
  parts: Parts,
  tracker: Tracker,
  issue: Issue,
  reports: readonly Report[],
  failing: Failing,
  patience: number,
): Promise<FilesTaken> => {
  const told = toldIn(reports)
  const additions: { message: string; files: FileReference[] }[] = []
  const waiting: unknown[] = []
  let room = limits.file.reportTotalBytes - bytesOf(newest(reports)?.state.files ?? [])
  const tell = (id: string, words: string, file?: FileReference) => {
    let last = additions.at(-1)
    if (last === undefined || last.files.length >= limits.file.perReport) {
      last = { message: `${heading}\n`, files: [] }
      additions.push(last)
    }
    last.message += `\n- ${id} ${words}`
    if (file !== undefined) last.files.push(file)
  }
  for (const attachment of issue.attachments.slice(0, limits.tracker.files)) {
    if (waiting.length >= patience) break
    const id = idOf(attachment)
    if (told.has(id) || isOld(reports, attachment)) continue
    const name = safeFileName(attachment.name)
    const why = await fetchOne(parts, tracker, attachment, room).catch((cause: unknown) =>
      givenUp(failing, `${issue.id}/${id}`, parts.clock(), cause),
    )
    if (why instanceof Error) waiting.push(why)
    else if (typeof why === 'string')
      tell(id, `${name}: not fetched, ${why}. See it in the issue, if it is there.`)
    else {
      room -= why.size
      tell(id, name, why)
    }
  }
  if (issue.attachments.length > limits.tracker.files && !told.has(more))
    tell(more, `than ${limits.tracker.files} files: not fetched. See them in the issue.`)
  return { additions, waiting }
}

const heading = 'Files of the issue:'
/** In the place of a file's number: the files beyond the number that we fetch. */
const more = 'more'

const idOf = ({ id }: IssueAttachment): string => id.replaceAll(/\s/g, '_')

/** Numbers of the files that the reports name already: fetched, or not and why. */
const toldIn = (reports: readonly Report[]): ReadonlySet<string> =>
  new Set(
    reports
      .flatMap(({ state }) => state.thread)
      .filter(({ from, message }) => from === 'reporter' && message.startsWith(`${heading}\n`))
      .flatMap(({ message }) => [...message.matchAll(/^- (\S+) /gm)].map(([, id = '']) => id)),
  )

/** What was there when the report ended is no news that opens it again. */
const isOld = (reports: readonly Report[], { at }: IssueAttachment): boolean => {
  const exit = newest(reports)?.state.exit ?? null
  return exit !== null && at <= exit.at
}

export const newest = (reports: readonly Report[]): Report | undefined =>
  reports.toSorted((one, other) => (one.openedAt < other.openedAt ? 1 : -1))[0]

const bytesOf = (files: readonly FileReference[]): number =>
  files.reduce((sum, { size }) => sum + size, 0)

/** The file in the store, or why it is not there. Throws what may pass. */
const fetchOne = async (
  { files }: Parts,
  tracker: Tracker,
  attachment: IssueAttachment,
  room: number,
): Promise<FileReference | string> => {
  const { fileBytes } = limits.tracker
  const large = `it has more than ${fileBytes} bytes`
  const full = `the files of a report may have ${limits.file.reportTotalBytes} bytes together`
  if (attachment.size > fileBytes) return large
  if (attachment.size > room) return full
  const bytes = await tracker.file(attachment)
  if (bytes === undefined) return 'it is gone, or our account may not read it'
  const stored = await files.put(bytes, { limitBytes: Math.min(fileBytes, room) })
  if (isRefusal(stored) && stored.code === 'file/too-large') return room < fileBytes ? full : large
  return { ...orThrow(stored), name: safeFileName(attachment.name) }
}

/** Rather many: a tracker that is away has its reason, and the rest is asked for in its turn. */
const mostFailing = 1_000

/** The reason where the tracker had long enough; else the failure, for the next look. */
const givenUp = (
  failing: Failing,
  file: string,
  now: number,
  cause: unknown,
): TrackerError | string => {
  if (!(cause instanceof TrackerError) || cause instanceof TrackerBusy) throw cause
  const since = failing.get(file) ?? now
  // Without an answer, or without a token that is known, nothing is said about this file.
  const answers = cause.status !== 0 && cause.status !== 401
  if (answers && now - since >= limits.tracker.fileTries) {
    failing.delete(file)
    return `the tracker did not hand it out for a day (${cause.status})`
  }
  if (failing.size >= mostFailing) failing.clear()
  failing.set(file, since)
  return cause
}
