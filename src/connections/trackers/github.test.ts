import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GitHubLab, startGitHub } from '../../../test/support/trackers/github.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Issue, IssuePage, Tracker } from '../../kernel/tracker.ts'
import { createGitHub, type GitHubSettings } from './github.ts'
import { TrackerBusy } from './http.ts'

let lab: GitHubLab
let now = Date.now()
beforeAll(async () => {
  lab = await startGitHub()
})
afterAll(() => lab.close())

const open = (more: Partial<GitHubSettings> = {}) =>
  createGitHub({
    system: 'github:gateway',
    url: lab.url,
    token: async () => lab.token,
    repository: 'maker/gateway',
    label: 'security',
    clock: () => now,
    ...more,
  })

const keysOf = async (tracker = open(), since: Instant | null = null) => {
  const keys: string[] = []
  let next: string | null = null
  do {
    const page = await tracker.list({ since, ...(next === null ? {} : { next }) })
    keys.push(...page.issues.map(({ key }) => key))
    next = page.next
  } while (next !== null)
  return keys
}

const changedSince = async (tracker: Tracker, since: Instant, mark: string) => {
  const found: Issue[] = []
  let next: string | null = null
  do {
    const page: IssuePage = await tracker.changed({ since, ...(next === null ? {} : { next }) })
    found.push(...page.issues)
    next = page.next
  } while (next !== null)
  return found.filter(({ text }) => text.includes(mark))
}

test('lists what bears the label, all pages of it, and no pull requests', async () => {
  for (let made = 0; made < 120; made++) lab.files({ title: `Issue ${made}` })
  lab.files({ labels: ['paint'] })
  lab.files({ title: 'PR: a fix' })
  lab.files({ status: 'closed', updated: Date.now() + 3_600_000 })
  const keys = await keysOf()
  expect(keys).toHaveLength(121)
  expect(new Set(keys).size).toBe(121)
  const later = new Date(Date.now() + 1_800_000).toISOString() as Instant
  expect(await keysOf(open(), later)).toEqual(['123'])
  const { issues } = await open().list({ since: null })
  expect(issues[0]).toMatchObject({
    key: '1',
    url: 'https://github.example/maker/gateway/issues/1',
    title: 'Issue 0',
    author: 'dora',
    isClosed: false,
  })
})

test('writes and reads comments, all pages of them, states and issues', async () => {
  const tracker = open()
  const made = await tracker.create({ title: 'From a case', text: 'Change it.', labelled: true })
  for (let written = 0; written < 103; written++) await tracker.comment(made.key, `Word ${written}`)
  expect((await tracker.comments(made.key)).map(({ text }) => text)).toEqual(
    Array.from({ length: 103 }, (_, written) => `Word ${written}`),
  )
  expect(await tracker.link(made.key, { url: 'https://x.example', title: 'x' })).toBe(false)
  await tracker.setStatus(made.key, 'closed')
  expect(await tracker.read(made.key)).toMatchObject({ status: 'closed', isClosed: true })
  await expect(tracker.setStatus(made.key, 'frozen')).rejects.toThrow('open or closed')
})

test('tells news of tasks, whatever their label, and finds one whose making was not answered', async () => {
  const tracker = open()
  lab.lose('POST')
  const task = { title: 'A task', text: 'Change it.\n\nmark 4711', labelled: false }
  await expect(tracker.create(task)).rejects.toThrow('could not be reached')
  const since = new Date(Date.now() - 60_000).toISOString() as Instant
  const [made] = await changedSince(tracker, since, 'mark 4711')
  expect(made).toMatchObject({ title: 'A task', status: 'open' })
  expect(await keysOf()).not.toContain(made?.key)
  lab.comments(made?.key ?? '', 'Done in 2.5.')
  expect(await tracker.comments(made?.key ?? '')).toMatchObject([
    { author: 'dora', text: 'Done in 2.5.' },
  ])
})

test('a repository is private when GitHub says so at this moment, and never by being internal', async () => {
  const tracker = open()
  for (const [visibility, isPrivate] of [
    ['private', true],
    ['internal', false],
    ['public', false],
  ] as const) {
    lab.visibility = visibility
    expect(await tracker.isPrivate()).toBe(isPrivate)
  }
  await expect(open({ repository: 'maker/other' }).isPrivate()).rejects.toThrow('does not show')
})

test('follows an issue to another repository of this GitHub, and to no other machine', async () => {
  const tracker = open()
  const moved = lab.files({ title: 'For the pump' })
  const now = lab.transfers(moved)
  const found = await tracker.read(moved.key)
  expect(found).toMatchObject({ key: now.key, url: expect.stringContaining('/maker/pump/issues/') })
  const [there] = (await open({ repository: 'maker/pump' }).list({ since: null })).issues
  expect(there?.id).toBe(found?.id)
  await tracker.comment(moved.key, 'Followed.')
  expect((await tracker.comments(moved.key)).map(({ text }) => text)).toEqual(['Followed.'])
  lab.next({ status: 301, headers: { location: 'https://evil.example/repositories/2/issues/1' } })
  await expect(tracker.read(moved.key)).rejects.toThrow('sends us elsewhere')
  for (let hop = 0; hop < 9; hop++)
    lab.next({ status: 301, headers: { location: `/repos/maker/gateway/issues/${hop}` } })
  await expect(tracker.read(moved.key)).rejects.toThrow('sends us elsewhere')
  lab.forgetNext()
})

test('says what is wrong where it cannot', async () => {
  expect(await open().read('9999')).toBeUndefined()
  await expect(open().comment('9999', 'x')).rejects.toThrow('no issue 9999')
  await expect(keysOf(open({ label: 'vuln' }))).rejects.toThrow('no label "vuln"')
  await expect(keysOf(open({ token: async () => 'wrong' }))).rejects.toThrow(
    'does not know our token',
  )
  await expect(keysOf(open({ url: 'http://127.0.0.1:1' }))).rejects.toThrow('could not be reached')
  expect(() => open({ url: 'http://github.example' })).toThrow('https://')
})

test('is silent for as long as it is asked to be, however that is said', async () => {
  const soon = Math.floor(Date.now() / 1_000) + 90
  const told = [
    { status: 429, headers: { 'retry-after': '30' }, waits: 30_000 },
    {
      status: 503,
      headers: { 'retry-after': new Date(Date.now() + 45_000).toUTCString() },
      waits: 45_000,
    },
    {
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(soon) },
      waits: 90_000,
    },
    {
      status: 403,
      headers: {},
      body: { message: 'You have exceeded a secondary rate limit.' },
      waits: 60_000,
    },
    { status: 429, headers: { 'retry-after': '999999999' }, waits: 3_600_000 },
  ]
  for (const { waits, ...answer } of told) {
    const tracker = open()
    lab.next(answer)
    const busy = await tracker.read('1').catch((cause: unknown) => cause)
    expect(busy).toBeInstanceOf(TrackerBusy)
    const { milliseconds } = busy as TrackerBusy
    expect(Math.abs(milliseconds - waits)).toBeLessThan(5_000)
    const asked = lab.asked.length
    await expect(tracker.read('1')).rejects.toThrow('asks us to wait')
    expect(lab.asked).toHaveLength(asked)
    now += milliseconds + 1_000
    expect(await tracker.read('1')).toMatchObject({ key: '1' })
  }
})

test('believes no answer that is large, elsewhere, or in another form', async () => {
  const answers = [
    [
      { status: 302, headers: { location: 'https://evil.example/x' } },
      'sends us elsewhere (302, https://evil.example)',
    ],
    [{ status: 200, body: '<html>Sign in</html>' }, 'no JSON'],
    [{ status: 200, body: { number: 'one' } }, 'a form we do not know'],
    [{ status: 500, body: 'x'.repeat(100_000) }, 'answered 500'],
    [{ status: 403, body: { message: 'Resource not accessible' } }, 'Give it the rights'],
    [{ status: 200, body: `"${'x'.repeat(34_000_000)}"` }, 'at once'],
  ] as const
  for (const [answer, words] of answers) {
    lab.next(answer)
    await expect(open().read('1')).rejects.toThrow(words)
  }
  expect(lab.asked.every(({ headers }) => headers.host?.startsWith('127.0.0.1'))).toBe(true)
})
