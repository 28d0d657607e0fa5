import {
  type Answered,
  type Asked,
  type FakeIssue,
  type LoopbackApi,
  startLoopbackApi,
} from './loopback.ts'

export interface GitHubLab extends LoopbackApi {
  readonly token: string
  /** Of the repository maker/gateway. */
  readonly issues: FakeIssue[]
  /** Of maker/pump. */
  readonly pump: FakeIssue[]
  /** What the settings of maker/gateway say. */
  visibility: 'public' | 'internal' | 'private'
  /** As somebody there does it. */
  files(issue: Partial<FakeIssue>): FakeIssue
  comments(key: string, text: string): void
  /** From maker/gateway to maker/pump: a new issue there with the same words, and a pointer here. */
  transfers(issue: FakeIssue): FakeIssue
}

const token = 'github_pat_0123456789'
const missing: Answered = { status: 404, body: { message: 'Not Found', status: '404' } }

/** What we use of GitHub's REST API (docs.github.com/rest), for two repositories. */
export const startGitHub = async (): Promise<GitHubLab> => {
  const issues: FakeIssue[] = []
  const pump: FakeIssue[] = []
  const numbers = new Map<FakeIssue, number>()
  const transferred = new Map<FakeIssue, FakeIssue>()
  const settings = { visibility: 'private' as GitHubLab['visibility'] }
  let ids = 1_000
  const numberOf = (issue: FakeIssue) => {
    const number = numbers.get(issue) ?? ++ids
    numbers.set(issue, number)
    return number
  }
  const shown = (issue: FakeIssue) => ({
    id: numberOf(issue),
    number: Number(issue.key),
    html_url: `https://github.example/maker/${pump.includes(issue) ? 'pump' : 'gateway'}/issues/${issue.key}`,
    title: issue.title,
    body: issue.text === '' ? null : issue.text,
    user: { login: issue.author },
    state: issue.status,
    labels: issue.labels.map((name) => ({ name })),
    created_at: stamp(issue.created),
    updated_at: stamp(issue.updated),
    ...(issue.title.startsWith('PR') ? { pull_request: { url: 'x' } } : {}),
  })
  const touch = (issue: FakeIssue) => {
    issue.updated = Math.max(Date.now(), issue.updated + 1)
  }
  const add = (issue: Partial<FakeIssue>): FakeIssue => {
    const now = Date.now()
    const made: FakeIssue = {
      key: String(issues.length + 1),
      title: 'Something',
      text: '',
      labels: ['security'],
      status: 'open',
      author: 'dora',
      created: now,
      updated: now,
      comments: [],
      links: [],
      files: [],
      ...issue,
    }
    issues.push(made)
    return made
  }
  const say = (issue: FakeIssue, text: string) => {
    const made = { id: ++ids, text, at: Date.now() }
    issue.comments.push(made)
    touch(issue)
    return { id: made.id, user: { login: 'dora' }, body: text, created_at: stamp(made.at) }
  }
  const page = <T>(all: readonly T[], { query }: Asked): Answered => {
    const size = Math.min(Number(query.get('per_page') ?? 30), 100)
    const number = Number(query.get('page') ?? 1)
    const next = all.length > size * number
    const link = `<https://api.github.example/next?page=${number + 1}>; rel="next", <https://api.github.example/last>; rel="last"`
    return {
      status: 200,
      body: all.slice(size * (number - 1), size * number),
      headers: next ? { link } : {},
    }
  }
  const list = (asked: Asked, here: readonly FakeIssue[]): Answered => {
    const { query } = asked
    const labels = query.get('labels')
    const since = Date.parse(query.get('since') ?? '1970-01-01')
    const found = here.filter(
      (one) =>
        !transferred.has(one) &&
        (labels === null || one.labels.includes(labels)) &&
        (query.get('state') === 'all' || one.status === 'open') &&
        one.updated >= since,
    )
    return page(found.map(shown), asked)
  }
  const about = (asked: Asked, issue: FakeIssue, rest: readonly string[]): Answered => {
    const { method, body } = asked
    if (rest[0] === 'comments' && method === 'POST')
      return { status: 201, body: say(issue, body.body) }
    if (rest[0] === 'comments')
      return page(
        issue.comments.map(({ id, text, at }) => ({
          id,
          user: { login: 'dora' },
          body: text,
          created_at: stamp(at),
        })),
        asked,
      )
    if (method === 'PATCH') {
      issue.status = body.state
      touch(issue)
    }
    return { status: 200, body: shown(issue) }
  }
  const api = await startLoopbackApi((asked) => {
    if (asked.headers['authorization'] !== `Bearer ${token}`)
      return { status: 401, body: { message: 'Bad credentials' } }
    if (asked.headers['x-github-api-version'] !== '2022-11-28') return { status: 400 }
    const [repos, owner, name, what, key, ...rest] = asked.path
    const here = name === 'gateway' ? issues : name === 'pump' ? pump : undefined
    // A repository goes by its name, and by its number where something has moved.
    if (repos === 'repositories' && owner === '2' && name === 'issues')
      return about(asked, pump.find((one) => one.key === what) ?? raise(what), [key ?? ''])
    if (repos !== 'repos' || owner !== 'maker' || here === undefined) return missing
    if (what === undefined)
      return {
        status: 200,
        body: { private: settings.visibility !== 'public', visibility: settings.visibility },
      }
    if (what === 'labels')
      return key === 'security' ? { status: 200, body: { name: key } } : missing
    if (what !== 'issues') return missing
    if (key === undefined && asked.method === 'GET') return list(asked, here)
    if (key === undefined) {
      const { title, body, labels } = asked.body
      return { status: 201, body: shown(add({ title, text: body, labels, author: 'vulnerary' })) }
    }
    const issue = here.find((one) => one.key === key)
    const now = issue === undefined ? undefined : transferred.get(issue)
    if (now !== undefined) {
      const location = [`${api.url}/repositories/2/issues/${now.key}`, ...rest].join('/')
      return { status: 301, body: { message: 'Moved Permanently' }, headers: { location } }
    }
    return issue === undefined ? missing : about(asked, issue, rest)
  })
  return {
    ...api,
    token,
    issues,
    pump,
    get visibility() {
      return settings.visibility
    },
    set visibility(visibility) {
      settings.visibility = visibility
    },
    files: add,
    transfers: (issue) => {
      const now = { ...issue, key: String(pump.length + 1), updated: Date.now() }
      pump.push(now)
      transferred.set(issue, now)
      return now
    },
    comments: (key, text) => {
      const issue = issues.find((one) => one.key === key)
      if (issue !== undefined) say(issue, text)
    },
  }
}

const raise = (key: string | undefined): never => {
  throw new Error(`The repository has no issue ${key}.`)
}

const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`
