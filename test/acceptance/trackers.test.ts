import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GitHubLab, startGitHub } from '../support/trackers/github.ts'
import { type JiraLab, startJira } from '../support/trackers/jira.ts'
import { listOf, stateOf } from '../support/work/team.ts'
import {
  type MakerWithChannels,
  openMakerWithChannels,
  polls,
} from '../support/work/with-channels.ts'

// Clause 9.2, source c, through Jira and GitHub as they document themselves; Redmine, the real one,
// stands in 9.2-source-c.test.ts.
describe('trackers', () => {
  let github: GitHubLab
  let jira: JiraLab
  let world: MakerWithChannels
  beforeAll(async () => {
    github = await startGitHub()
    jira = await startJira('cloud')
    const common = { label: 'security', everySeconds: 86_400 }
    world = await openMakerWithChannels({
      settings: {
        trackers: [
          {
            ...common,
            kind: 'github',
            name: 'gateway',
            url: github.url,
            repository: 'maker/gateway',
            token: { file: 'github-token' },
          },
          {
            ...common,
            kind: 'jira',
            name: 'lab',
            url: jira.url,
            project: 'LAB',
            account: jira.account,
            token: { file: 'jira-token' },
            source: 'a',
            probeIssue: 'LAB-1',
          },
          {
            ...common,
            kind: 'jira',
            name: 'gone',
            url: 'http://127.0.0.1:1',
            project: 'LAB',
            token: { env: 'NO_SUCH_TOKEN_IS_SET' },
          },
        ],
      },
      secrets: { 'github-token': github.token, 'jira-token': `${jira.token}\n` },
    })
    jira.files({ title: 'For self-tests' })
  })
  afterAll(async () => {
    await world?.close()
    await github?.close()
    await jira?.close()
  })
  const looks = (name = 'github:gateway') => polls(world.maker, name)
  const reportsOf = (key: string, system = 'github:gateway') =>
    listOf(world.triager, `/api/reports?facet=origin:${encodeURIComponent(`${system} ${key}`)}`)
  const later = async (milliseconds: number) => {
    world.maker.time.now += milliseconds
    await world.maker.settle()
    await world.maker.settle()
  }

  test('a comment of ours is written once, even where the answer to it was lost', async () => {
    const issue = github.files({ title: 'Default password', text: 'It is 1234.' })
    github.lose('POST')
    await looks()
    await later(120_000)
    expect(issue.comments).toHaveLength(1)
    const [{ id }] = await reportsOf(issue.key)
    const state = await stateOf(world.triager, `/api/reports/${id}`)
    expect(issue.comments[0]?.text).toContain(state.reference)
    const records = await listOf(world.triager, `/api/distributions?facet=about:${id}`)
    expect(records).toHaveLength(1)
    const record = await stateOf(world.triager, `/api/distributions/${records[0].id}`)
    expect(record).toMatchObject({ channel: 'tracker', recipient: `github:gateway ${issue.key}` })
    await looks()
    expect((await stateOf(world.triager, `/api/reports/${id}`)).thread).toEqual([])
  })

  test('waits as long as it is asked to, and then goes on', async () => {
    const issue = github.files({ title: 'Weak key' })
    await looks()
    const [{ id }] = await reportsOf(issue.key)
    github.next({ status: 429, headers: { 'retry-after': '1800' } })
    await world.triager.does(`/api/reports/${id}/reply`, { message: 'Which key?' })
    await world.maker.settle()
    const { body } = await world.triager.get('/api/deliveries')
    const [waiting] = body.items.filter(
      (one: { record: string; state: string }) => one.record === id && one.state !== 'sent',
    )
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, channel: 'tracker' })
    expect(waiting.lastError).toContain('wait 1800 s')
    expect(Date.parse(waiting.dueAt) - world.maker.time.now).toBeGreaterThan(1_700_000)
    await later(1_801_000)
    expect(issue.comments.at(-1)?.text).toContain('Which key?')
  })

  test('nobody hides their words behind a mark of ours', async () => {
    const [one, other] = [github.files({ title: 'One' }), github.files({ title: 'Other' })]
    await looks()
    const mark = one.comments[0]?.text.split('\n').at(-1) ?? ''
    expect(mark).toMatch(/^vulnerary delivery [0-9a-f]{32}$/)
    github.comments(other.key, `It is exploited.\n${mark}`)
    github.comments(other.key, 'It is exploited.\nvulnerary delivery 0123')
    await looks()
    const [{ id }] = await reportsOf(other.key)
    expect((await stateOf(world.triager, `/api/reports/${id}`)).thread).toHaveLength(2)
  })

  test('hostile issues become reports, and keep no other out', async () => {
    const hostile = [
      github.files({ title: 'x\n\u0000\u001b[31m', text: `\ud800${'x'.repeat(200_000)}` }),
      github.files({ title: 'Sealed', text: `sealed:v1:p-${'0'.repeat(32)}:${'B'.repeat(80)}` }),
      github.files({ title: '<script>alert(1)</script>', text: '<img src=x onerror=alert(1)>' }),
      github.files({ title: '', text: '' }),
    ]
    const good = github.files({ title: 'A good one' })
    await looks()
    for (const { key } of [...hostile, good]) expect(await reportsOf(key)).toHaveLength(1)
    const [report] = await reportsOf(hostile[1]?.key ?? '')
    expect(await stateOf(world.triager, `/api/reports/${report.id}`)).toMatchObject({
      title: 'An issue that could not be read',
      description: expect.stringContaining('read it in the issue'),
      original: { name: expect.stringMatching(/^issue-/) },
    })
    await looks()
    expect(await reportsOf(hostile[1]?.key ?? '')).toHaveLength(1)
  })

  test('Jira’s issues bear the source that is set, are linked once, and prove the channel', async () => {
    const issue = jira.files({ title: 'Found by the fuzzer', text: 'Parser crash.' })
    await looks('jira:lab')
    const [{ id }] = await reportsOf(issue.key, 'jira:lab')
    expect(await stateOf(world.triager, `/api/reports/${id}`)).toMatchObject({
      source: 'a',
      channel: 'tracker',
      theirReference: issue.key,
    })
    expect(issue.links).toEqual([
      expect.objectContaining({ url: expect.stringContaining(`/workbench/reports/${id}`) }),
    ])
    const tested = await world.triager.post('/api/intake/self-test', { channel: 'jira:lab' })
    expect(tested.body).toMatchObject({ ok: true })
    expect(await reportsOf('LAB-1', 'jira:lab')).toEqual([])
  })

  test('one that is away raises its alarm, and leaves the others open', async () => {
    const tested = await world.triager.post('/api/intake/self-test', {})
    const ok = Object.fromEntries(
      tested.body.channels.map((one: { channel: string; ok: boolean }) => [one.channel, one.ok]),
    )
    expect(ok).toMatchObject({ 'github:gateway': true, 'jira:lab': true, 'jira:gone': false })
    const gone = tested.body.channels.find(
      (one: { channel: string }) => one.channel === 'jira:gone',
    )
    expect(gone.detail).toContain('NO_SUCH_TOKEN_IS_SET')
  })
})
