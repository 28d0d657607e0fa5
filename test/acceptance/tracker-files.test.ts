import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { type GitHubLab, startGitHub } from '../support/trackers/github.ts'
import { type JiraLab, startJira } from '../support/trackers/jira.ts'
import { listOf, type Reader, signedInAgain, stateOf } from '../support/work/team.ts'
import {
  type MakerWithChannels,
  openMakerWithChannels,
  polls,
} from '../support/work/with-channels.ts'

// Clause 9.2, source c: nothing that hangs on an issue is lost, wherever the issue goes. The real
// Redmine stands in 9.2-source-c.test.ts.
describe('issues with files, and issues that move', () => {
  let github: GitHubLab
  let jira: JiraLab
  let world: MakerWithChannels
  let triager: Reader
  beforeAll(async () => {
    github = await startGitHub()
    jira = await startJira('cloud')
    const common = { label: 'security', everySeconds: 86_400 }
    const ofJira = {
      ...common,
      kind: 'jira',
      url: jira.url,
      account: jira.account,
      token: { file: 'jira-token' },
    }
    const ofGitHub = {
      ...common,
      kind: 'github',
      url: github.url,
      token: { file: 'github-token' },
    }
    world = await openMakerWithChannels({
      settings: {
        trackers: [
          { ...ofJira, name: 'lab', project: 'LAB' },
          { ...ofJira, name: 'pump', project: 'PUMP' },
          { ...ofGitHub, name: 'gateway', repository: 'maker/gateway' },
          { ...ofGitHub, name: 'pump', repository: 'maker/pump' },
        ],
      },
      secrets: { 'github-token': github.token, 'jira-token': jira.token },
    })
    ;({ triager } = world)
  })
  afterAll(async () => {
    await world?.close()
    await github?.close()
    await jira?.close()
  })
  const looks = (name = 'jira:lab') => polls(world.maker, name)
  const reportOf = async (name: string) => {
    const found = await listOf(triager, `/api/reports?facet=origin:${encodeURIComponent(name)}`)
    expect(found).toHaveLength(1)
    const id: string = found[0]?.id
    return { id, state: await stateOf(triager, `/api/reports/${id}`) }
  }
  const messages = ({ thread }: { readonly thread: readonly { readonly message: string }[] }) =>
    thread.map(({ message }) => message).join('\n')
  const names = (state: { readonly files: readonly { readonly name: string }[] }) =>
    state.files.map(({ name }) => name)

  test('what is too large, too much or gone is named with the reason, once, and the rest fetched', async () => {
    const issue = jira.files({ title: 'Many files' })
    for (let made = 0; made < 12; made++) jira.attaches(issue, `${made}.txt`, `Part ${made}.`)
    jira.attaches(issue, 'image.iso', 'x', limits.tracker.fileBytes + 1)
    await looks()
    await looks()
    const { state } = await reportOf(`jira:lab ${issue.key}`)
    expect(names(state)).toEqual(Array.from({ length: 12 }, (_, at) => `${at}.txt`))
    const told = messages(state)
    expect(told.match(/image\.iso: not fetched, it has more than 67108864 bytes/g)).toHaveLength(1)
    expect(state.held).toHaveLength(13)
    for (let made = 0; made < limits.tracker.files; made++)
      jira.attaches(issue, 'same.txt', 'Once more.')
    await looks()
    await looks()
    const after = (await reportOf(`jira:lab ${issue.key}`)).state
    expect(names(after)).toHaveLength(limits.tracker.files - 1)
    expect(messages(after).match(/more than 50 files: not fetched/g)).toHaveLength(1)
  })

  test('a tracker that is away is asked again, and the report does not wait for it', async () => {
    const issue = jira.files({ title: 'Later' })
    jira.attaches(issue, 'one.txt', 'One.')
    jira.attaches(issue, 'two.txt', 'Two.')
    jira.breaks('content', 500)
    await expect(looks()).rejects.toThrow('0 issues could not be taken in, and 2 files')
    const before = (await reportOf(`jira:lab ${issue.key}`)).state
    expect(before).toMatchObject({ title: 'Later', files: [] })
    const many = jira.files({ title: 'Many that wait' })
    for (let made = 0; made < 9; made++) jira.attaches(many, `${made}.txt`, `${made}`)
    const other = jira.files({ title: 'Not kept out' })
    jira.attaches(other, 'last.txt', 'Last.')
    // A slow tracker is not asked for each of them at every look.
    await expect(looks()).rejects.toThrow('and 5 files')
    await reportOf(`jira:lab ${other.key}`)
    jira.breaks('content', undefined)
    await looks()
    expect(names((await reportOf(`jira:lab ${many.key}`)).state)).toHaveLength(9)
    expect(names((await reportOf(`jira:lab ${other.key}`)).state)).toEqual(['last.txt'])
    expect(names((await reportOf(`jira:lab ${issue.key}`)).state)).toEqual(['one.txt', 'two.txt'])
  })

  test('files that were there when the report ended do not open it again; a new one does', async () => {
    const issue = jira.files({ title: 'Ended', updated: world.maker.time.now - 60_000 })
    issue.files.push({ id: '77', name: 'old.txt', bytes: Buffer.from('Old.') })
    jira.breaks('content', 500)
    await expect(looks()).rejects.toThrow('1 files')
    jira.breaks('content', undefined)
    const { id } = await reportOf(`jira:lab ${issue.key}`)
    await world.triager.does(`/api/reports/${id}/conclude`, {
      exit: 'not-a-vulnerability',
      reason: 'r',
      message: 'm',
    })
    await looks()
    const kept = await world.maker.server.parts.ledger.load(id)
    expect(kept?.state).toMatchObject({ status: 'closed', files: [] })
    jira.attaches(issue, 'new.txt', 'New.')
    await looks()
    const opened = await world.maker.server.parts.ledger.load(id)
    expect(opened?.state).not.toMatchObject({ status: 'closed' })
  })

  test('an issue that moved in Jira stays one report, which goes on hearing of it', async () => {
    const issue = jira.files({ title: 'Moves' })
    const was = issue.key
    await looks()
    const before = await reportOf(`jira:lab ${was}`)
    jira.moves(issue)
    await looks('jira:pump')
    await looks()
    const { id, state } = await reportOf(`jira:pump ${issue.key}`)
    expect(id).toBe(before.id)
    expect((await reportOf(`jira:lab ${was}`)).id).toBe(id)
    expect(state).toMatchObject({
      origin: { system: 'jira:pump', key: issue.key, url: `${jira.url}/browse/${issue.key}` },
      theirReference: issue.key,
      thread: [],
    })
    await world.triager.does(`/api/reports/${id}/reply`, { message: 'Which pump?' })
    await world.maker.settle()
    expect(issue.comments.at(-1)?.text).toContain('Which pump?')
    const records = await listOf(triager, `/api/distributions?facet=about:${id}`)
    const recipients = await Promise.all(
      records.map(({ id: one }) => stateOf(triager, `/api/distributions/${one}`)),
    )
    expect(recipients.map(({ recipient }) => recipient)).toContain(`jira:pump ${issue.key}`)
  })

  test('an issue that GitHub gave another number stays one report, and nobody can pretend that', async () => {
    const issue = github.files({ title: 'Transfers' })
    await looks('github:gateway')
    const before = await reportOf(`github:gateway ${issue.key}`)
    const mark = issue.comments[0]?.text.split('\n').at(-1)
    const forged = { ...issue, key: '900', title: 'Another', comments: [], labels: ['security'] }
    github.pump.push({ ...forged, comments: [{ id: 1, text: `See.\n${mark}`, at: Date.now() }] })
    await looks('github:pump')
    expect((await reportOf('github:pump 900')).id).not.toBe(before.id)
    const now = github.transfers(issue)
    await looks('github:pump')
    const { id, state } = await reportOf(`github:pump ${now.key}`)
    expect(id).toBe(before.id)
    expect(state.origin).toMatchObject({ url: expect.stringContaining('/maker/pump/issues/') })
    expect(state.thread).toEqual([])
  })

  test('reports from before issues had an identity are known, also when the issue has moved', async () => {
    const { dispatch, ledger } = world.maker.server.parts
    const issue = jira.files({ title: 'Old', text: 'From before.' })
    const origin = { system: 'jira:lab', key: issue.key, url: `${jira.url}/browse/${issue.key}` }
    const { id } = orThrow(
      await dispatch({
        kind: 'report',
        command: 'receive',
        input: { source: 'c', channel: 'tracker', description: 'From before.', origin },
        actor: { id: 'outsider:jira:lab', roles: ['reporter'] },
        requestId: 't',
      }),
    )
    await world.maker.settle()
    await looks()
    expect((await reportOf(`jira:lab ${issue.key}`)).id).toBe(id)
    jira.moves(issue)
    await looks('jira:pump')
    expect((await reportOf(`jira:pump ${issue.key}`)).id).toBe(id)
    expect((await ledger.load(id))?.state).toMatchObject({
      origin: { id: expect.stringMatching(/^jira http:/) },
    })
  })

  test('a file that is refused for a day is named, and holds nothing up any more', async () => {
    const issue = jira.files({ title: 'Broken store' })
    jira.attaches(issue, 'broken.txt', 'One.')
    jira.breaks('content', 500)
    await expect(looks()).rejects.toThrow('1 files')
    world.maker.time.now += limits.tracker.fileTries
    await looks()
    jira.breaks('content', undefined)
    triager = await signedInAgain(world.maker, world.triager)
    expect(messages((await reportOf(`jira:lab ${issue.key}`)).state)).toContain(
      'broken.txt: not fetched, the tracker did not hand it out for a day (500)',
    )
  })
})
