import {
  type Answered,
  type Asked,
  type FakeIssue,
  type LoopbackApi,
  startLoopbackApi,
} from './loopback.ts'

export interface JiraLab extends LoopbackApi {
  readonly token: string
  readonly account: string
  readonly issues: FakeIssue[]
  files(issue: Partial<FakeIssue>): FakeIssue
  attaches(issue: FakeIssue, name: string, bytes: Uint8Array | string, size?: number): void
  /** To the project PUMP: another key, the same id; the old key still leads to it. */
  moves(issue: FakeIssue): void
  /** What has this word in its path is answered with this status, until it is undefined. */
  breaks(word: string, status: number | undefined): void
}

const token = 'jira-token-0123456789'
const account = 'vulnerary@maker.example'
const missing: Answered = {
  status: 404,
  body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'] },
}
/** Which status leads to which: the workflow of the project LAB. */
const workflow: Readonly<Record<string, readonly string[]>> = {
  'To Do': ['In Progress', 'Done'],
  'In Progress': ['Done'],
  Done: ['To Do'],
}

/** What we use of Jira's REST API, version 2, as Cloud or as Data Center has it. */
export const startJira = async (edition: 'cloud' | 'data-center'): Promise<JiraLab> => {
  const issues: FakeIssue[] = []
  let ids = 10_000
  const authorization =
    edition === 'cloud'
      ? `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`
      : `Bearer ${token}`
  const broken = new Map<string, number>()
  /** Keys that issues had before they were moved. */
  const former = new Map<string, FakeIssue>()
  const named = (key: string | undefined) =>
    issues.find((one) => one.key === key) ?? former.get(key ?? '')
  const add = (issue: Partial<FakeIssue>): FakeIssue => {
    const now = Date.now()
    const made: FakeIssue = {
      key: `LAB-${issues.length + 1}`,
      title: 'Something',
      text: '',
      labels: ['security'],
      status: 'To Do',
      author: 'Dora Developer',
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
  const shown = (issue: FakeIssue) => ({
    id: String(issues.indexOf(issue) + 1),
    key: issue.key,
    fields: {
      summary: issue.title,
      description: issue.text === '' ? null : issue.text,
      reporter: { displayName: issue.author },
      status: {
        name: issue.status,
        statusCategory: { key: issue.status === 'Done' ? 'done' : 'new' },
      },
      created: stamp(issue.created),
      updated: stamp(issue.updated),
      attachment: issue.files.map(({ id, name, bytes, size = bytes.length }) => ({
        id,
        filename: name,
        size,
        created: stamp(issue.updated),
        content: `https://files.example/elsewhere/${id}`,
      })),
    },
  })
  const search = ({ body }: Asked): Answered => {
    const form =
      /^project = "(.+?)"(?: AND labels = "(.+?)")?(?: AND updated >= "-(\d+)m")? ORDER BY created ASC, key ASC$/
    const [, project, label, minutes] = form.exec(body.jql) ?? []
    if (project !== 'LAB' && project !== 'PUMP')
      return {
        status: 400,
        body: { errorMessages: [`The value '${project}' does not exist for the field 'project'.`] },
      }
    const since = minutes === undefined ? 0 : Date.now() - Number(minutes) * 60_000
    const found = issues.filter(
      (one) =>
        one.key.startsWith(`${project}-`) &&
        (label === undefined || one.labels.includes(label)) &&
        one.updated >= since,
    )
    const from = Number((edition === 'cloud' ? body.nextPageToken : body.startAt) ?? 0)
    const upTo = from + body.maxResults
    const page = found.slice(from, upTo).map(shown)
    if (edition === 'data-center')
      return { status: 200, body: { startAt: from, total: found.length, issues: page } }
    const more = upTo < found.length
    return {
      status: 200,
      body: { issues: page, isLast: !more, ...(more ? { nextPageToken: String(upTo) } : {}) },
    }
  }
  const about = (asked: Asked, issue: FakeIssue, what: string | undefined): Answered => {
    const { method, body, query } = asked
    if (what === 'comment' && method === 'POST') {
      const made = { id: ++ids, text: body.body, at: Date.now() }
      issue.comments.push(made)
      issue.updated = made.at
      return { status: 201, body: { id: String(made.id) } }
    }
    if (what === 'comment') {
      const from = Number(query.get('startAt') ?? 0)
      const upTo = from + Number(query.get('maxResults') ?? 50)
      const comments = issue.comments.slice(from, upTo).map(({ id, text, at }) => ({
        id: String(id),
        author: { displayName: 'Dora Developer' },
        body: text,
        created: stamp(at),
      }))
      return { status: 200, body: { startAt: from, total: issue.comments.length, comments } }
    }
    if (what === 'remotelink') {
      const known = issue.links.find(({ id }) => id === body.globalId)
      if (known === undefined) issue.links.push({ id: body.globalId, url: body.object.url })
      return { status: known === undefined ? 201 : 200, body: { id: 1 } }
    }
    if (what === 'transitions') {
      const steps = workflow[issue.status] ?? []
      if (method === 'GET')
        return {
          status: 200,
          body: { transitions: steps.map((name, at) => ({ id: String(at), to: { name } })) },
        }
      issue.status = steps[Number(body.transition.id)] ?? issue.status
      return { status: 204 }
    }
    return { status: 200, body: shown(issue) }
  }
  const api = await startLoopbackApi((asked) => {
    if (asked.headers['authorization'] !== authorization)
      return { status: 401, body: 'Unauthorized' }
    const [rest, word, version, what, key, more] = asked.path
    const status = broken.get(asked.path.find((one) => broken.has(one)) ?? '')
    if (status !== undefined) return { status, body: 'It broke.' }
    const file = fileAsked(asked)
    if (file !== undefined) {
      const found = issues.flatMap(({ files }) => files).find(({ id }) => id === file)
      return found === undefined ? missing : { status: 200, body: found.bytes, headers: plain }
    }
    if (rest !== 'rest' || word !== 'api' || version !== '2') return missing
    if (what === 'myself') return { status: 200, body: { displayName: 'Vulnerary' } }
    // Cloud has removed the search that counts.
    if (what === 'search' && (edition === 'cloud') !== (key === 'jql'))
      return { status: 410, body: {} }
    if (what === 'search') return search(asked)
    if (what !== 'issue') return missing
    if (key === undefined) {
      const { summary, description, labels, project } = asked.body.fields
      if (project.key !== 'LAB') return { status: 400, body: { errors: { project: 'unknown' } } }
      return { status: 201, body: { key: add({ title: summary, text: description, labels }).key } }
    }
    const issue = named(key)
    return issue === undefined ? missing : about(asked, issue, more)
  })
  const fileAsked = ({ path, query }: Asked): string | undefined =>
    edition === 'data-center'
      ? path[0] === 'secure' && path[1] === 'attachment'
        ? path[2]
        : undefined
      : path[3] === 'attachment' && path[4] === 'content' && query.get('redirect') === 'false'
        ? path[5]
        : undefined
  return {
    ...api,
    token,
    account,
    issues,
    files: add,
    attaches: (issue, name, bytes, size) => {
      issue.files.push({
        id: String(++ids),
        name,
        bytes: Buffer.from(bytes),
        ...(size === undefined ? {} : { size }),
      })
      issue.updated = Date.now()
    },
    breaks: (broke, answer) => {
      if (answer === undefined) broken.delete(broke)
      else broken.set(broke, answer)
    },
    moves: (issue) => {
      former.set(issue.key, issue)
      const count = issues.filter(({ key }) => key.startsWith('PUMP-')).length
      issue.key = `PUMP-${count + 1}`
      issue.updated = Date.now()
    },
  }
}

const plain = { 'content-type': 'application/octet-stream' }

const stamp = (at: number): string => new Date(at).toISOString().replace('Z', '+0000')
