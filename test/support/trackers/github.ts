import {
  type Answered,
  type Asked,
  type FakeIssue,
  type LoopbackApi,
  startLoopbackApi,
} from './loopback.ts'

export interface GitHubLab extends LoopbackApi {
  readonly token: string
  readonly issues: FakeIssue[]
  /** As somebody there does it. */
  files(issue: Partial<FakeIssue>): FakeIssue
  comments(key: string, text: string): void
}

const token = 'github_pat_0123456789'
const missing: Answered = { status: 404, body: { message: 'Not Found', status: '404' } }

/** What we use of GitHub's REST API (docs.github.com/rest), for the repository maker/gateway. */
export const startGitHub = async (): Promise<GitHubLab> => {
  const issues: FakeIssue[] = []
  let ids = 1_000
  const shown = (issue: FakeIssue) => ({
    number: Number(issue.key),
    html_url: `https://github.example/maker/gateway/issues/${issue.key}`,
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
      ...issue,
    }
    issues.push(made)
    return made
  }
  const say = (issue: FakeIssue, text: string) => {
    const made = { id: ++ids, text, at: Date.now() }
    issue.comments.push(made)
    touch(issue)
    return { id: made.id, body: text, created_at: stamp(made.at) }
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
  const list = (asked: Asked): Answered => {
    const { query } = asked
    const since = Date.parse(query.get('since') ?? '1970-01-01')
    const found = issues.filter(
      (one) =>
        one.labels.includes(query.get('labels') ?? '') &&
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
        issue.comments.map(({ id, text, at }) => ({ id, body: text, created_at: stamp(at) })),
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
    if (repos !== 'repos' || owner !== 'maker' || name !== 'gateway') return missing
    if (what === 'labels')
      return key === 'security' ? { status: 200, body: { name: key } } : missing
    if (what !== 'issues') return missing
    if (key === undefined && asked.method === 'GET') return list(asked)
    if (key === undefined) {
      const { title, body, labels } = asked.body
      return { status: 201, body: shown(add({ title, text: body, labels, author: 'vulnerary' })) }
    }
    const issue = issues.find((one) => one.key === key)
    return issue === undefined ? missing : about(asked, issue, rest)
  })
  return {
    ...api,
    token,
    issues,
    files: add,
    comments: (key, text) => {
      const issue = issues.find((one) => one.key === key)
      if (issue !== undefined) say(issue, text)
    },
  }
}

const stamp = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`
