import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { type RedmineLab, startRedmine } from '../support/redmine/server.ts'
import { type GitHubLab, startGitHub } from '../support/trackers/github.ts'
import { type JiraLab, startJira } from '../support/trackers/jira.ts'
import { dayAfter, listOf, stateOf, tries } from '../support/work/team.ts'
import {
  type MakerWithChannels,
  openMakerWithChannels,
  polls,
} from '../support/work/with-channels.ts'

/** What a test of the same story needs of one tracker. */
interface Lab {
  readonly system: string
  issues(): Promise<
    readonly { readonly key: string; readonly title: string; readonly text: string }[]
  >
  commentsOf(key: string): Promise<readonly string[]>
  says(key: string, text: string): Promise<void>
  ends(key: string): Promise<string>
}

const opens = async (world: MakerWithChannels, embargoed = false): Promise<string> => {
  const { id } = await world.engineer.does('/api/cases/open', { title: 'Default password' })
  if (embargoed)
    await world.engineer.does(`/api/cases/${id}/set-embargo`, {
      named: [`person:${world.engineer.person}`],
      until: dayAfter(world.maker, 20),
      reason: 'Not public yet.',
    })
  return id
}
const plan = { title: 'Ask for a password', what: 'The service port takes none.' }
const plans = async (world: MakerWithChannels, id: string, more: object) => {
  await world.engineer.does(`/api/cases/${id}/plan-task`, { ...plan, ...more })
  await world.maker.settle()
  const { tasks } = await stateOf(world.engineer, `/api/cases/${id}`)
  return tasks.at(-1)
}
const says = (world: MakerWithChannels, id: string, task: string, text: string) =>
  world.engineer.does('/api/messages/write', { case: id, audience: 'team', task, text })
const heard = (world: MakerWithChannels, id: string) =>
  listOf(world.engineer, `/api/messages?facet=case:${id}`)
const taskOf = async (world: MakerWithChannels, id: string) =>
  (await stateOf(world.engineer, `/api/cases/${id}`)).tasks[0]

/** Create, status back, comments both ways, once each: the same for every tracker. */
const goesThereAndBack = async (world: MakerWithChannels, lab: Lab) => {
  const id = await opens(world)
  const { trackers } = (await world.engineer.get('/api/trackers')).body
  expect(trackers.map(({ name }: { name: string }) => name)).toContain(lab.system)
  const before = (await lab.issues()).length
  const task = await plans(world, id, { tracker: lab.system, due: '2026-12-01' })
  const made = (await lab.issues()).slice(before)
  expect(made).toHaveLength(1)
  const [issue] = made
  const reference = (await stateOf(world.engineer, `/api/cases/${id}`)).reference
  expect(issue?.title).toBe(`[${reference}] ${plan.title}`)
  for (const words of [plan.what, 'Due: 2026-12-01', `/workbench/cases/${reference}`])
    expect(issue?.text).toContain(words)
  const key = issue?.key ?? ''
  expect(task.issue).toMatchObject({ key, withheld: false, isClosed: false })
  expect(task.issue.url).toContain(key)
  await says(world, id, task.task, 'Please keep the old port closed.')
  await world.maker.settle()
  await lab.says(key, 'Which port?')
  const status = await lab.ends(key)
  await polls(world.maker, lab.system)
  await polls(world.maker, lab.system)
  const ours = await lab.commentsOf(key)
  expect(ours.filter((text) => text.includes('Please keep the old port closed.'))).toHaveLength(1)
  expect((await taskOf(world, id)).issue).toMatchObject({ status, isClosed: true })
  // What its tracker says ends nothing here.
  expect((await taskOf(world, id)).closed).toBeNull()
  const messages = await heard(world, id)
  expect(messages).toHaveLength(2)
  const states = await Promise.all(
    messages.map((one) => stateOf(world.engineer, `/api/messages/${one.id}`)),
  )
  const theirs = states.find(({ from }) => from !== null)
  expect(theirs).toMatchObject({ text: 'Which port?', task: task.task })
  expect(theirs.from).toMatchObject({ tracker: lab.system })
  expect(theirs.from.author).not.toBe('')
  // Our own issue is no finding of a developer.
  expect(await listOf(world.triager, '/api/reports')).toEqual([])
}

describe('tasks of a case in GitHub', () => {
  let github: GitHubLab
  let world: MakerWithChannels
  let lab: Lab
  beforeAll(async () => {
    github = await startGitHub()
    world = await openMakerWithChannels({
      settings: {
        trackers: [
          {
            kind: 'github',
            name: 'gateway',
            url: github.url,
            repository: 'maker/gateway',
            token: { file: 'github' },
            label: 'security',
            everySeconds: 86_400,
          },
        ],
      },
      secrets: { github: github.token },
    })
    lab = {
      system: 'github:gateway',
      issues: async () => github.issues,
      commentsOf: async (key) =>
        github.issues.find((one) => one.key === key)?.comments.map(({ text }) => text) ?? [],
      says: async (key, text) => github.comments(key, text),
      ends: async (key) => {
        const issue = github.issues.find((one) => one.key === key)
        if (issue !== undefined) issue.status = 'closed'
        return 'closed'
      },
    }
  })
  afterAll(async () => {
    await world?.close()
    await github?.close()
  })

  test('go there and come back', () => goesThereAndBack(world, lab))

  test('keep what is under embargo from a project that others read', async () => {
    github.visibility = 'public'
    const id = await opens(world, true)
    const task = await plans(world, id, { tracker: lab.system })
    const issue = github.issues.at(-1)
    const { reference } = await stateOf(world.engineer, `/api/cases/${id}`)
    expect(issue?.title).toBe(`[${reference}] Task`)
    expect(JSON.stringify(issue)).not.toMatch(/password|service port/i)
    expect(task.issue.withheld).toBe(true)
    await says(world, id, task.task, 'The password is 1234.')
    await world.maker.settle()
    expect(await lab.commentsOf(issue?.key ?? '')).toHaveLength(1)
    expect(JSON.stringify(issue)).not.toContain('1234')
    github.visibility = 'private'
  })

  test('stop, with a warning, when their project is opened to others, and go on after', async () => {
    const id = await opens(world, true)
    const task = await plans(world, id, { tracker: lab.system })
    const issue = github.issues.at(-1)
    expect(issue?.text).toContain(plan.what)
    github.visibility = 'public'
    await says(world, id, task.task, 'The password is 1234.')
    await world.maker.settle()
    expect(await lab.commentsOf(issue?.key ?? '')).toEqual([])
    expect((await taskOf(world, id)).stopped.reason).toContain('Make the project private')
    github.visibility = 'private'
    world.maker.time.now += 60_000
    await polls(world.maker, lab.system)
    expect((await taskOf(world, id)).stopped).toBeNull()
    expect(await lab.commentsOf(issue?.key ?? '')).toHaveLength(1)
  })

  test('wait while the tracker is away, and are made once whatever is lost on the way', async () => {
    const before = github.issues.length
    const id = await opens(world)
    github.next({ status: 502 })
    const waiting = await plans(world, id, { tracker: lab.system })
    expect(waiting.issue).toBeNull()
    github.lose('POST')
    world.maker.time.now += 60_000
    await world.maker.settle()
    expect((await taskOf(world, id)).issue).toBeNull()
    world.maker.time.now += 600_000
    await world.maker.settle()
    expect(github.issues).toHaveLength(before + 1)
    expect((await taskOf(world, id)).issue.key).toBe(github.issues.at(-1)?.key)
  })

  test('are not made any more once they are dropped', async () => {
    const before = github.issues.length
    const id = await opens(world)
    github.next({ status: 502 })
    const { task } = await plans(world, id, { tracker: lab.system })
    await world.engineer.does(`/api/cases/${id}/close-task`, {
      task,
      outcome: 'dropped',
      reason: 'Not needed.',
    })
    world.maker.time.now += 60_000
    await world.maker.settle()
    expect(github.issues).toHaveLength(before)
    expect(await listOf(world.engineer, `/api/distributions?facet=about:${id}`)).toEqual([])
  })

  test('are in the case alone where no tracker is named, and hold its closure back', async () => {
    const id = await opens(world)
    const { task, issue } = await plans(world, id, {})
    expect(issue).toBeNull()
    const unknown = await tries(world.engineer, `/api/cases/${id}/plan-task`, {
      ...plan,
      tracker: 'jira:lab',
    })
    expect(unknown.body.code).toBe('case/no-tracker')
    const refused = await tries(world.engineer, `/api/cases/${id}/close`, { conclusion: 'Done.' })
    expect(JSON.stringify(refused.body)).toContain(`drop them with a reason: ${plan.title}`)
    const close = { task, outcome: 'done', reason: 'Built and tested.' }
    await world.engineer.does(`/api/cases/${id}/close-task`, close)
    const again = await tries(world.engineer, `/api/cases/${id}/close-task`, close)
    expect(again.body.code).toBe('case/task-closed')
    const then = await tries(world.engineer, `/api/cases/${id}/close`, { conclusion: 'Done.' })
    expect(JSON.stringify(then.body)).not.toContain('drop them with a reason')
  })
})

describe('tasks of a case in Jira', () => {
  let jira: JiraLab
  let world: MakerWithChannels
  beforeAll(async () => {
    jira = await startJira('cloud')
    world = await openMakerWithChannels({
      settings: {
        trackers: [
          {
            kind: 'jira',
            name: 'cloud',
            url: jira.url,
            account: jira.account,
            project: 'LAB',
            token: { file: 'jira' },
            label: 'security',
            everySeconds: 86_400,
          },
          {
            kind: 'jira',
            name: 'inside',
            url: jira.url,
            account: jira.account,
            project: 'LAB',
            private: true,
            token: { file: 'jira' },
            label: 'security',
            everySeconds: 86_400,
          },
        ],
      },
      secrets: { jira: jira.token },
    })
  })
  afterAll(async () => {
    await world?.close()
    await jira?.close()
  })
  const named = (key: string) => jira.issues.find((one) => one.key === key)

  test('go there and come back', () =>
    goesThereAndBack(world, {
      system: 'jira:cloud',
      issues: async () => jira.issues,
      commentsOf: async (key) => named(key)?.comments.map(({ text }) => text) ?? [],
      says: async (key, text) => {
        const issue = named(key)
        issue?.comments.push({ id: 77_001, text, at: Date.now() })
        if (issue !== undefined) issue.updated = Date.now()
      },
      ends: async (key) => {
        const issue = named(key)
        if (issue !== undefined) issue.status = 'Done'
        return 'Done'
      },
    }))

  test('tell nothing that is under embargo where nobody said that the project is private', async () => {
    const id = await opens(world, true)
    const task = await plans(world, id, { tracker: 'jira:cloud' })
    expect(task.issue.withheld).toBe(true)
    expect(JSON.stringify(jira.issues.at(-1))).not.toContain(plan.what)
  })

  test('tell all of it where the settings say that only the maker’s own people read it', async () => {
    const id = await opens(world, true)
    const task = await plans(world, id, { tracker: 'jira:inside' })
    expect(task.issue.withheld).toBe(false)
    expect(JSON.stringify(jira.issues.at(-1))).toContain(plan.what)
  })
})

describeWith('redmine', 'tasks of a case in Redmine, the real one', () => {
  let redmine: RedmineLab
  let world: MakerWithChannels
  beforeAll(async () => {
    redmine = await startRedmine()
    world = await openMakerWithChannels({
      settings: {
        trackers: [
          {
            kind: 'redmine',
            name: 'lab',
            url: redmine.url,
            project: 'gateway',
            token: { file: 'redmine' },
            label: { category: 'Security' },
            everySeconds: 86_400,
          },
          {
            kind: 'redmine',
            name: 'open',
            url: redmine.url,
            project: 'pump',
            token: { file: 'redmine' },
            label: { category: 'Security' },
            everySeconds: 86_400,
          },
        ],
      },
      secrets: { redmine: redmine.robotKey },
    })
  })
  afterAll(async () => {
    await world?.close()
    await redmine?.stop()
  })
  interface Shown {
    readonly id: number
    readonly subject: string
    readonly description: string
    readonly journals?: readonly { readonly notes?: string }[]
  }
  const asked = async (path: string) => (await redmine.asDora('GET', path)).body
  const writes = async (key: string, issue: object) => {
    expect((await redmine.asDora('PUT', `/issues/${key}.json`, { issue })).status).toBe(204)
  }

  test('go there and come back', () =>
    goesThereAndBack(world, {
      system: 'redmine:lab',
      issues: async () => {
        const { issues } = (await asked('/issues.json?status_id=*&sort=id')) as {
          issues: readonly Shown[]
        }
        return issues.map(({ id, subject, description }) => ({
          key: String(id),
          title: subject,
          text: description,
        }))
      },
      commentsOf: async (key) => {
        const { issue } = (await asked(`/issues/${key}.json?include=journals`)) as { issue: Shown }
        return issue.journals?.flatMap(({ notes = '' }) => (notes === '' ? [] : [notes])) ?? []
      },
      says: (key, text) => writes(key, { notes: text }),
      ends: async (key) => {
        const { issue_statuses } = (await asked('/issue_statuses.json')) as {
          issue_statuses: readonly { id: number; name: string; is_closed: boolean }[]
        }
        const closing = issue_statuses.find(({ is_closed }) => is_closed)
        await writes(key, { status_id: closing?.id })
        return closing?.name ?? ''
      },
    }))

  test('say under embargo no more than a number in a project that is public', async () => {
    const id = await opens(world, true)
    const { reference } = await stateOf(world.engineer, `/api/cases/${id}`)
    const read = async (key: string) =>
      ((await asked(`/issues/${key}.json?include=journals`)) as { issue: Shown }).issue
    const hidden = await plans(world, id, { tracker: 'redmine:open' })
    expect(hidden.issue.withheld).toBe(true)
    await says(world, id, hidden.task, 'The password is 1234.')
    await world.maker.settle()
    const shown = await read(hidden.issue.key)
    expect(shown.subject).toBe(`[${reference}] Task`)
    expect(shown.journals).toHaveLength(1)
    expect(JSON.stringify(shown)).not.toMatch(/password|service port|1234/i)
    const told = await plans(world, id, { tracker: 'redmine:lab' })
    expect(told.issue.withheld).toBe(false)
    expect((await read(told.issue.key)).description).toContain(plan.what)
  })
})
