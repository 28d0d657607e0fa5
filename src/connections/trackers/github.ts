import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'
import { type Instant, instantOf } from '../../kernel/time.ts'
import type { Issue, IssueComment, IssuePage, Tracker } from '../../kernel/tracker.ts'
import { createTrackerHttp, TrackerError } from './http.ts'
import { readAnswer } from './read.ts'
import { momentSchema, outsideLine, outsideText } from './text.ts'

export interface GitHubSettings {
  readonly system: string
  /** https://api.github.com, or …/api/v3 of a GitHub of one's own. */
  readonly url: string
  readonly token: () => Promise<string>
  /** `owner/name`. */
  readonly repository: string
  readonly label: string
  readonly clock: () => number
}

const issueSchema = z.object({
  id: z.number(),
  number: z.number(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  state: z.enum(['open', 'closed']),
  created_at: momentSchema,
  updated_at: momentSchema,
  /** Present where it is a pull request: those are issues, too, for this API. */
  pull_request: z.unknown().optional(),
})
const commentsSchema = z.array(
  z.object({
    id: z.number(),
    user: z.object({ login: z.string() }).nullish(),
    body: z.string().nullish(),
    created_at: momentSchema,
  }),
)
const repositorySchema = z.object({ private: z.boolean(), visibility: z.string().optional() })
const statuses = ['open', 'closed']

/** GitHub's REST API of 2022-11-28 (docs.github.com/rest/issues). */
export const createGitHub = (settings: GitHubSettings): Tracker => {
  const { system, label, repository } = settings
  const here = ['repos', ...repository.split('/')]
  const http = createTrackerHttp({
    system,
    url: settings.url,
    headers: async () => ({
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${await settings.token()}`,
      'x-github-api-version': '2022-11-28',
    }),
    clock: settings.clock,
  })
  const issueOf = (found: z.output<typeof issueSchema>): Issue => ({
    id: String(found.id),
    key: String(found.number),
    url: outsideLine(found.html_url),
    title: outsideLine(found.title),
    text: outsideText(found.body ?? ''),
    author: outsideLine(found.user?.login ?? ''),
    status: found.state,
    isClosed: found.state === 'closed',
    createdAt: found.created_at,
    updatedAt: found.updated_at,
    attachments: [],
  })
  const write = async (
    method: 'POST' | 'PATCH',
    path: readonly string[],
    body: object,
    what: string,
  ): Promise<unknown> => {
    const answer = await http.ask({ method, path: [...here, ...path], body, follows: true })
    if (answer.isThere) return answer.body
    throw new TrackerError(`${system} has no ${what}, or none that our token may see.`, 404)
  }
  /** A label that is not there marks no issue, and the list would be empty for ever. */
  let known = false
  const checkLabel = async () => {
    if (known) return
    const { isThere } = await http.ask({ path: [...here, 'labels', label] })
    if (!isThere)
      throw new TrackerError(
        `${system} has no label "${label}" in ${repository}, or our token may not see it.`,
        404,
      )
    known = true
  }

  const list = async (
    filter: Readonly<Record<string, string>>,
    since: Instant | null,
    next: string | undefined,
  ): Promise<IssuePage> => {
    const page = Number(next ?? '1')
    const { body, headers, at, isThere } = await http.ask({
      path: [...here, 'issues'],
      query: {
        ...filter,
        state: 'all',
        // By number: an issue that changes while we turn the pages keeps its place.
        sort: 'created',
        direction: 'asc',
        per_page: String(limits.tracker.page),
        page: String(page),
        ...(since === null ? {} : { since }),
      },
    })
    if (!isThere) throw notShown()
    const found = readAnswer(system, z.array(issueSchema), body)
    return {
      issues: found.filter((one) => one.pull_request === undefined).map(issueOf),
      next: hasNext(headers) ? String(page + 1) : null,
      at: instantOf(at),
    }
  }
  const notShown = () =>
    new TrackerError(`${system} does not show ${repository} to our token.`, 404)

  return {
    system,
    list: async ({ since, next }) => {
      await checkLabel()
      return list({ labels: label }, since, next)
    },
    changed: ({ since, next }) => list({}, since, next),
    read: async (key) => {
      const { body, isThere } = await http.ask({ path: [...here, 'issues', key], follows: true })
      return isThere ? issueOf(readAnswer(system, issueSchema, body)) : undefined
    },
    comments: async (key) => {
      const found: IssueComment[] = []
      for (let page = 1; page <= limits.tracker.commentPages; page++) {
        const { body, headers, isThere } = await http.ask({
          path: [...here, 'issues', key, 'comments'],
          query: { per_page: '100', page: String(page) },
          follows: true,
        })
        if (!isThere) return found
        for (const { id, user, body: text, created_at } of readAnswer(system, commentsSchema, body))
          found.push({
            id: String(id),
            at: created_at,
            author: outsideLine(user?.login ?? ''),
            text: outsideText(text ?? ''),
          })
        if (!hasNext(headers)) return found
      }
      return found
    },
    comment: async (key, text) => {
      const path = ['issues', key, 'comments']
      const made = await write('POST', path, { body: text }, `issue ${key}`)
      return `comment ${readAnswer(system, z.object({ id: z.number() }), made).id}`
    },
    link: async () => false,
    file: async () => undefined,
    create: async ({ title, text, labelled }) => {
      const labels = labelled ? [label] : []
      const made = await write('POST', ['issues'], { title, body: text, labels }, repository)
      return issueOf(readAnswer(system, issueSchema, made))
    },
    setStatus: async (key, state) => {
      if (!statuses.includes(state))
        throw new TrackerError(`${system}: an issue there is open or closed, never "${state}".`)
      await write('PATCH', ['issues', key], { state }, `issue ${key}`)
    },
    isPrivate: async () => {
      const { body, isThere } = await http.ask({ path: here })
      if (!isThere) throw notShown()
      const found = readAnswer(system, repositorySchema, body)
      // "internal" is private, too, for GitHub, and read by everybody of the enterprise.
      return found.private && (found.visibility ?? 'private') === 'private'
    },
    close: http.close,
  }
}

/** Whether there is another page (RFC 8288); where it is, we know ourselves. */
const hasNext = (headers: Headers): boolean => /rel="next"/.test(headers.get('link') ?? '')
