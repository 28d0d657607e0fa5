import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'
import { type Instant, instantOf, millisecondsOf } from '../../kernel/time.ts'
import type { Issue, IssueComment, IssuePage, Tracker } from '../../kernel/tracker.ts'
import { createTrackerHttp, TrackerError } from './http.ts'
import { readAnswer } from './read.ts'
import { momentSchema, outsideLine, outsideText } from './text.ts'

export interface JiraSettings {
  readonly system: string
  readonly url: string
  /** Jira Cloud: an API token, with the address of its account; Data Center: a personal token. */
  readonly token: () => Promise<string>
  readonly account?: string | undefined
  /** The key that its issues begin with. */
  readonly project: string
  readonly label: string
  /** The type of new issues. */
  readonly issueType: string
  /** Whether only who is let in reads the project: Jira has no one answer to that. */
  readonly private?: boolean | undefined
  readonly clock: () => number
}

const issueSchema = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.object({
    summary: z.string(),
    description: z.string().nullish(),
    reporter: z.object({ displayName: z.string() }).nullish(),
    status: z.object({
      name: z.string(),
      statusCategory: z.object({ key: z.string() }).optional(),
    }),
    created: momentSchema,
    updated: momentSchema,
    attachment: z
      .array(
        z.object({
          id: z.string(),
          filename: z.string(),
          size: z.number(),
          created: momentSchema,
          content: z.string(),
        }),
      )
      .default([]),
  }),
})
/** Data Center counts, Cloud gives a token for the next page. */
const pageSchema = z.object({
  issues: z.array(issueSchema),
  total: z.number().optional(),
  nextPageToken: z.string().nullish(),
})
const commentsSchema = z.object({
  total: z.number(),
  comments: z.array(
    z.object({
      id: z.string(),
      author: z.object({ displayName: z.string() }).nullish(),
      body: z.string(),
      created: momentSchema,
    }),
  ),
})
const transitionsSchema = z.object({
  transitions: z.array(z.object({ id: z.string(), to: z.object({ name: z.string() }) })),
})

const fields = 'summary,description,reporter,status,created,updated,attachment'
const api = ['rest', 'api', '2'] as const

/**
 * Jira Cloud and Data Center by version 2 of the REST API, where texts are texts
 * (developer.atlassian.com/cloud/jira/platform/rest/v2).
 */
export const createJira = (settings: JiraSettings): Tracker => {
  const { system, url, account, project, label } = settings
  const isCloud = account !== undefined
  const http = createTrackerHttp({
    system,
    url,
    headers: async () => {
      const token = await settings.token()
      return {
        authorization: isCloud
          ? `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`
          : `Bearer ${token}`,
      }
    },
    clock: settings.clock,
  })
  const issueOf = ({ id, key, fields: told }: z.output<typeof issueSchema>): Issue => ({
    id: outsideLine(id),
    key: outsideLine(key),
    url: `${url.replace(/\/+$/, '')}/browse/${encodeURIComponent(key)}`,
    title: outsideLine(told.summary),
    text: outsideText(told.description ?? ''),
    author: outsideLine(told.reporter?.displayName ?? ''),
    status: outsideLine(told.status.name),
    isClosed: told.status.statusCategory?.key === 'done',
    createdAt: told.created,
    updatedAt: told.updated,
    attachments: told.attachment.map(({ id: file, filename, size, created, content }) => ({
      id: outsideLine(file),
      name: outsideLine(filename),
      url: outsideLine(content),
      size,
      at: created,
    })),
  })
  /** Jira reads days in the time zone of the account, and minutes ago in none. */
  const query = (labels: string, since: Instant | null, now: number): string => {
    const minutes = since === null ? 0 : Math.ceil((now - millisecondsOf(since)) / 60_000) + 1
    return [
      `project = ${quoted(project)}${labels}`,
      ...(since === null ? [] : [`AND updated >= "-${Math.max(minutes, 1)}m"`]),
      'ORDER BY created ASC, key ASC',
    ].join(' ')
  }
  const search = async (jql: string, next: string | undefined) => {
    const page = { jql, fields: fields.split(','), maxResults: limits.tracker.page }
    const { body, isThere } = await http.ask({
      method: 'POST',
      path: isCloud ? [...api, 'search', 'jql'] : [...api, 'search'],
      body: {
        ...page,
        ...(isCloud
          ? next === undefined
            ? {}
            : { nextPageToken: next }
          : { startAt: Number(next ?? '0') }),
      },
    })
    if (!isThere)
      throw new TrackerError(
        `${system} has no such search. Set "account" for Jira Cloud, and leave it out for Data Center.`,
        404,
      )
    return readAnswer(system, pageSchema, body)
  }
  const nextOf = (page: z.output<typeof pageSchema>, before: string | undefined): string | null => {
    if (page.issues.length === 0) return null
    if (isCloud) return page.nextPageToken ?? null
    const reached = Number(before ?? '0') + page.issues.length
    return reached < (page.total ?? 0) ? String(reached) : null
  }
  const about = (key: string, ...rest: readonly string[]) => [...api, 'issue', key, ...rest]
  const read: Tracker['read'] = async (key) => {
    const { body, isThere } = await http.ask({ path: about(key), query: { fields } })
    return isThere ? issueOf(readAnswer(system, issueSchema, body)) : undefined
  }
  const write = async (path: readonly string[], key: string, body: object): Promise<unknown> => {
    const answer = await http.ask({ method: 'POST', path, body })
    if (answer.isThere) return answer.body
    throw new TrackerError(`${system} has no issue ${key}, or none that our account may see.`, 404)
  }

  const page = async (
    labels: string,
    since: Instant | null,
    next: string | undefined,
  ): Promise<IssuePage> => {
    // Who we are, which a search does not ask, and what time it is there.
    const { at } = await http.ask({ path: [...api, 'myself'] })
    // Its next pages are only of the same question.
    const [jql, before] = next === undefined ? [query(labels, since, at), undefined] : asked(next)
    const found = await search(jql, before)
    const after = nextOf(found, before)
    return {
      issues: found.issues.map(issueOf),
      next: after === null ? null : JSON.stringify([jql, after]),
      at: instantOf(at),
    }
  }

  return {
    system,
    list: ({ since, next }) => page(` AND labels = ${quoted(label)}`, since, next),
    changed: ({ since, next }) => page('', since, next),
    read,
    comments: async (key) => {
      const found: IssueComment[] = []
      for (let page = 0; page < limits.tracker.commentPages; page++) {
        const { body, isThere } = await http.ask({
          path: about(key, 'comment'),
          query: { startAt: String(found.length), maxResults: '100', orderBy: 'created' },
        })
        if (!isThere) return found
        const { comments, total } = readAnswer(system, commentsSchema, body)
        for (const { id, author, created, body: text } of comments)
          found.push({
            id: outsideLine(id),
            at: created,
            author: outsideLine(author?.displayName ?? ''),
            text: outsideText(text),
          })
        if (comments.length === 0 || found.length >= total) return found
      }
      return found
    },
    comment: async (key, text) => {
      const made = await write(about(key, 'comment'), key, { body: text })
      return `comment ${readAnswer(system, z.object({ id: z.string() }), made).id}`
    },
    link: async (key, { url: where, title }) => {
      // The same globalId again changes the link that is there.
      await write(about(key, 'remotelink'), key, { globalId: where, object: { url: where, title } })
      return true
    },
    // By its number: Cloud's own address leads to another host, and the token goes to none but this.
    file: ({ id, name }) =>
      http.bytes(
        isCloud
          ? { path: [...api, 'attachment', 'content', id], query: { redirect: 'false' } }
          : { path: ['secure', 'attachment', id, name] },
      ),
    create: async ({ title, text, labelled }) => {
      const { body, isThere } = await http.ask({
        method: 'POST',
        path: [...api, 'issue'],
        body: {
          fields: {
            project: { key: project },
            issuetype: { name: settings.issueType },
            summary: title,
            description: text,
            labels: labelled ? [label] : [],
          },
        },
      })
      if (!isThere)
        throw new TrackerError(`${system} takes no issues. Is this Jira's address?`, 404)
      const { key } = readAnswer(system, z.object({ key: z.string() }), body)
      const made = await read(key)
      if (made === undefined) throw new TrackerError(`${system} made ${key} and does not show it.`)
      return made
    },
    setStatus: async (key, status) => {
      const { body } = await http.ask({ path: about(key, 'transitions') })
      const { transitions } = readAnswer(system, transitionsSchema, body ?? { transitions: [] })
      const step = transitions.find(({ to }) => to.name === status)
      if (step === undefined)
        throw new TrackerError(
          `${system} does not allow issue ${key} to go to "${status}". It allows: ${transitions.map(({ to }) => to.name).join(', ')}.`,
        )
      await write(about(key, 'transitions'), key, { transition: { id: step.id } })
    },
    isPrivate: async () => settings.private === true,
    close: http.close,
  }
}

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** What `list` itself wrote into `next`. */
const asked = (next: string): readonly [jql: string, page: string] =>
  z.tuple([z.string(), z.string()]).parse(JSON.parse(next))
