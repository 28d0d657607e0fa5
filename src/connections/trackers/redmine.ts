import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'
import { type Instant, instantOf } from '../../kernel/time.ts'
import type { Issue, IssueComment, IssuePage, Tracker } from '../../kernel/tracker.ts'
import { createTrackerHttp, TrackerError } from './http.ts'
import { readAnswer } from './read.ts'
import { momentSchema, outsideLine, outsideText } from './text.ts'

export interface RedmineSettings {
  readonly system: string
  readonly url: string
  /** An API key of an account that sees the project. */
  readonly token: () => Promise<string>
  /** The identifier in the project's address. */
  readonly project: string
  /** What marks an issue: core Redmine has no labels, so one of these. */
  readonly label:
    | { readonly tracker: string }
    | { readonly category: string }
    | { readonly field: number; readonly value: string }
  /** The number of a custom field of the format Link, where the back-reference goes. */
  readonly linkField?: number | undefined
  readonly clock: () => number
}

const namedSchema = z.array(z.object({ id: z.number(), name: z.string() })).default([])
const projectSchema = z.object({
  project: z.object({
    trackers: namedSchema,
    issue_categories: namedSchema,
    is_public: z.boolean().optional(),
  }),
})
const statusesSchema = z.object({ issue_statuses: namedSchema })
const issueSchema = z.object({
  id: z.number(),
  subject: z.string(),
  description: z.string().nullish(),
  author: z.object({ name: z.string() }).optional(),
  status: z.object({ name: z.string(), is_closed: z.boolean().optional() }),
  closed_on: z.string().nullish(),
  created_on: momentSchema,
  updated_on: momentSchema,
  attachments: z
    .array(
      z.object({
        id: z.number(),
        filename: z.string(),
        filesize: z.number(),
        created_on: momentSchema,
        content_url: z.string(),
      }),
    )
    .default([]),
})
const pageSchema = z.object({ issues: z.array(issueSchema), total_count: z.number() })
const oneSchema = z.object({ issue: issueSchema })
const journalsSchema = z.object({
  issue: z.object({
    journals: z
      .array(
        z.object({
          id: z.number(),
          user: z.object({ name: z.string() }).optional(),
          created_on: momentSchema,
          notes: z.string().nullish(),
        }),
      )
      .default([]),
  }),
})

/** Redmine's REST API, as of 5.0 (www.redmine.org/projects/redmine/wiki/Rest_api). */
export const createRedmine = (settings: RedmineSettings): Tracker => {
  const { system, url, project, label, linkField } = settings
  const http = createTrackerHttp({
    system,
    url,
    headers: async () => ({ 'x-redmine-api-key': await settings.token() }),
    clock: settings.clock,
  })
  const noProject = () =>
    new TrackerError(`${system} has no project "${project}" that our account may see.`, 404)
  const issueOf = (found: z.output<typeof issueSchema>): Issue => ({
    id: String(found.id),
    key: String(found.id),
    url: `${url.replace(/\/+$/, '')}/issues/${found.id}`,
    title: outsideLine(found.subject),
    text: outsideText(found.description ?? ''),
    author: outsideLine(found.author?.name ?? ''),
    status: outsideLine(found.status.name),
    isClosed: found.status.is_closed ?? (found.closed_on ?? null) !== null,
    createdAt: found.created_on,
    updatedAt: found.updated_on,
    attachments: found.attachments.map(({ id, filename, filesize, created_on, content_url }) => ({
      id: String(id),
      name: outsideLine(filename),
      url: outsideLine(content_url),
      size: filesize,
      at: created_on,
    })),
  })
  const idAmong = (what: string, found: z.output<typeof namedSchema>, name: string): number => {
    const same = found.find((one) => one.name === name)
    if (same !== undefined) return same.id
    const known = found.map((one) => one.name).join(', ')
    throw new TrackerError(`${system} has no ${what} "${name}". It has: ${known}.`)
  }
  /** The project tells both to whoever sees it; the lists of their own ask for more rights. */
  const ofProject = async () => {
    const include = 'trackers,issue_categories'
    const path = ['projects', `${project}.json`]
    const { body, isThere } = await http.ask({ path, query: { include } })
    if (!isThere) throw noProject()
    return readAnswer(system, projectSchema, body).project
  }
  /** What the label is, as a filter of the list and as fields of a new issue; asked once. */
  const resolve = async () => {
    if ('field' in label)
      return {
        filter: { [`cf_${label.field}`]: label.value },
        fields: { custom_fields: [{ id: label.field, value: label.value }] },
      }
    const { trackers, issue_categories } = await ofProject()
    if ('tracker' in label) {
      const id = idAmong('tracker', trackers, label.tracker)
      return { filter: { tracker_id: String(id) }, fields: { tracker_id: id } }
    }
    const id = idAmong('category', issue_categories, label.category)
    return { filter: { category_id: String(id) }, fields: { category_id: id } }
  }
  let resolved: ReturnType<typeof resolve> | undefined
  const labelled = () => {
    resolved ??= resolve().catch((cause: unknown) => {
      resolved = undefined
      throw cause
    })
    return resolved
  }
  const change = async (key: string, issue: object): Promise<void> => {
    const { isThere } = await http.ask({
      method: 'PUT',
      path: ['issues', `${key}.json`],
      body: { issue },
    })
    if (!isThere) throw gone(system, key)
  }
  const read = async (key: string, include: string): Promise<unknown> =>
    (await http.ask({ path: ['issues', `${key}.json`], query: { include } })).body

  const page = async (
    filter: Readonly<Record<string, string>>,
    since: Instant | null,
    next: string | undefined,
  ): Promise<IssuePage> => {
    const offset = Number(next ?? '0')
    const { body, at, isThere } = await http.ask({
      path: ['issues.json'],
      query: {
        project_id: project,
        ...filter,
        status_id: '*',
        // By number: an issue that changes while we turn the pages keeps its place.
        sort: 'id',
        include: 'attachments',
        limit: String(limits.tracker.page),
        offset: String(offset),
        ...(since === null ? {} : { updated_on: `>=${since.slice(0, 19)}Z` }),
      },
    })
    if (!isThere) throw noProject()
    const { issues, total_count } = readAnswer(system, pageSchema, body)
    const reached = offset + issues.length
    const more = issues.length > 0 && reached < total_count
    return {
      issues: issues.map(issueOf),
      next: more ? String(reached) : null,
      at: instantOf(at),
    }
  }

  return {
    system,
    list: async ({ since, next }) => page((await labelled()).filter, since, next),
    changed: ({ since, next }) => page({}, since, next),
    read: async (key) => {
      const body = await read(key, 'attachments')
      return body === undefined ? undefined : issueOf(readAnswer(system, oneSchema, body).issue)
    },
    comments: async (key) => {
      const body = await read(key, 'journals')
      if (body === undefined) return []
      const { journals } = readAnswer(system, journalsSchema, body).issue
      return journals.flatMap(({ id, user, created_on, notes }): readonly IssueComment[] => {
        const text = outsideText(notes ?? '')
        const author = outsideLine(user?.name ?? '')
        return text === '' ? [] : [{ id: String(id), at: created_on, author, text }]
      })
    },
    // By its number, not by the address it gives: that one is what Redmine believes to be its name.
    file: ({ id }) => http.bytes({ path: ['attachments', 'download', id] }),
    comment: async (key, text) => {
      await change(key, { notes: text })
      return 'taken'
    },
    link: async (key, { url: value }) => {
      if (linkField === undefined) return false
      await change(key, { custom_fields: [{ id: linkField, value }] })
      return true
    },
    create: async ({ title, text, labelled: isLabelled }) => {
      const { body, isThere } = await http.ask({
        method: 'POST',
        path: ['issues.json'],
        body: {
          issue: {
            project_id: project,
            subject: title,
            description: text,
            ...(isLabelled ? (await labelled()).fields : {}),
          },
        },
      })
      if (!isThere) throw noProject()
      return issueOf(readAnswer(system, oneSchema, body).issue)
    },
    setStatus: async (key, status) => {
      const { body: known } = await http.ask({ path: ['issue_statuses.json'] })
      const { issue_statuses } = readAnswer(system, statusesSchema, known)
      const id = idAmong('status', issue_statuses, status)
      await change(key, { status_id: id })
      // Redmine answers "done" for a step that its workflow does not allow, and leaves all as it was.
      const body = await read(key, 'attachments')
      const now = readAnswer(system, oneSchema, body).issue.status.name
      if (now !== status)
        throw new TrackerError(
          `${system} does not allow issue ${key} to go from "${now}" to "${status}". Allow it in its workflow.`,
        )
    },
    isPrivate: async () => {
      const { is_public } = await ofProject()
      if (is_public !== undefined) return !is_public
      throw new TrackerError(`${system} does not say whether its project is public.`)
    },
    close: http.close,
  }
}

const gone = (system: string, key: string): TrackerError =>
  new TrackerError(`${system} has no issue ${key}, or none that our account may see.`, 404)
