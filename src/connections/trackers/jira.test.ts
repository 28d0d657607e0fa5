import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import { type JiraLab, startJira } from '../../../test/support/trackers/jira.ts'
import type { Instant } from '../../kernel/time.ts'
import { createJira, type JiraSettings } from './jira.ts'

describe.each(['cloud', 'data-center'] as const)('Jira, %s', (edition) => {
  let lab: JiraLab
  afterEach(() => lab.close())

  const open = (more: Partial<JiraSettings> = {}) =>
    createJira({
      system: 'jira:lab',
      url: `${lab.url}/`,
      token: async () => lab.token,
      ...(edition === 'cloud' ? { account: lab.account } : {}),
      project: 'LAB',
      label: 'security',
      issueType: 'Bug',
      clock: Date.now,
      ...more,
    })
  const keysOf = async (since: Instant | null = null, more: Partial<JiraSettings> = {}) => {
    const tracker = open(more)
    const keys: string[] = []
    let next: string | null = null
    do {
      const page = await tracker.list({ since, ...(next === null ? {} : { next }) })
      keys.push(...page.issues.map(({ key }) => key))
      next = page.next
    } while (next !== null)
    return keys
  }

  test('lists what bears the label, all pages of it, and what changed since', async () => {
    lab = await startJira(edition)
    const old = Date.now() - 86_400_000
    for (let made = 0; made < 120; made++) lab.files({ title: `Issue ${made}`, updated: old })
    lab.files({ labels: ['paint'] })
    lab.files({ status: 'Done', text: 'On 443.' })
    expect(await keysOf()).toHaveLength(121)
    const since = new Date(Date.now() - 600_000).toISOString() as Instant
    expect(await keysOf(since)).toEqual(['LAB-122'])
    const { issues, at } = await open().list({ since })
    expect(issues[0]).toMatchObject({
      key: 'LAB-122',
      url: `${lab.url}/browse/LAB-122`,
      text: 'On 443.',
      author: 'Dora Developer',
      status: 'Done',
      isClosed: true,
    })
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000)
  })

  test('writes and reads comments, all pages of them, a link once, steps and issues', async () => {
    lab = await startJira(edition)
    const tracker = open()
    const { key } = await tracker.create({
      title: 'From a case',
      text: 'Change it.',
      labelled: true,
    })
    expect(await keysOf()).toEqual([key])
    for (let written = 0; written < 103; written++) await tracker.comment(key, `Word ${written}`)
    expect(await tracker.comments(key)).toHaveLength(103)
    const link = { url: 'https://security.maker.example/workbench/reports/1', title: 'RPT-1' }
    expect([await tracker.link(key, link), await tracker.link(key, link)]).toEqual([true, true])
    expect(lab.issues[0]?.links).toEqual([{ id: link.url, url: link.url }])
    await tracker.setStatus(key, 'In Progress')
    expect(await tracker.read(key)).toMatchObject({ status: 'In Progress', isClosed: false })
    await expect(tracker.setStatus(key, 'To Do')).rejects.toThrow('It allows: Done.')
  })

  test('hands out attached files from its own address only', async () => {
    lab = await startJira(edition)
    const tracker = open()
    const issue = lab.files({})
    lab.attaches(issue, 'crash ü.bin', 'It crashed here.')
    const [file] = (await tracker.read(issue.key))?.attachments ?? []
    expect(file).toMatchObject({ name: 'crash ü.bin', size: 16 })
    const bytes = file === undefined ? undefined : await tracker.file(file)
    expect(bytes === undefined ? '' : await text(bytes)).toBe('It crashed here.')
    issue.files.length = 0
    expect(file === undefined ? '' : await tracker.file(file)).toBeUndefined()
    lab.next({ status: 302, headers: { location: 'https://files.example/x' } })
    await expect(tracker.file(file ?? expect.fail())).rejects.toThrow('sends us elsewhere')
    lab.next({ status: 503, headers: { 'retry-after': '7' } })
    await expect(tracker.file(file ?? expect.fail())).rejects.toThrow('wait 7 s')
  })

  test('tells news of tasks, whatever their label, and knows them under their old key', async () => {
    lab = await startJira(edition)
    const tracker = open()
    const made = await tracker.create({ title: 'A task', text: 'mark 4711', labelled: false })
    const since = new Date(Date.now() - 60_000).toISOString() as Instant
    expect(await keysOf()).toEqual([])
    expect((await tracker.changed({ since })).issues.map(({ key }) => key)).toEqual([made.key])
    await tracker.comment(made.key, 'Word')
    expect(await tracker.comments(made.key)).toMatchObject([{ author: 'Dora Developer' }])
    lab.moves(lab.issues[0] ?? expect.fail())
    const moved = await tracker.read(made.key)
    expect(moved).toMatchObject({ id: made.id, key: 'PUMP-1', url: `${lab.url}/browse/PUMP-1` })
  })

  test('is private where the settings say so', async () => {
    lab = await startJira(edition)
    expect(await open().isPrivate()).toBe(false)
    expect(await open({ private: true }).isPrivate()).toBe(true)
  })

  test('says what is wrong where it cannot', async () => {
    lab = await startJira(edition)
    expect(await open().read('LAB-9')).toBeUndefined()
    await expect(open().comment('..', 'x')).rejects.toThrow('never called')
    expect(await open().read('../../2/myself?x#y')).toBeUndefined()
    expect(lab.asked.at(-1)?.path.at(-1)).toBe('../../2/myself?x#y')
    await expect(open().comment('LAB-9', 'x')).rejects.toThrow('no issue LAB-9')
    await expect(keysOf(null, { project: 'NO' })).rejects.toThrow("'NO' does not exist")
    await expect(keysOf(null, { token: async () => 'wrong' })).rejects.toThrow(
      'does not know our token',
    )
    lab.next({ status: 429, headers: { 'retry-after': '7' } })
    await expect(keysOf()).rejects.toThrow('wait 7 s')
  })

  test('quotes what people call their projects and labels', async () => {
    lab = await startJira(edition)
    await expect(keysOf(null, { label: 'x" OR project = "HR' })).resolves.toEqual([])
    const { jql } = lab.asked.find(({ body }) => body?.jql !== undefined)?.body ?? {}
    expect(jql).toContain('labels = "x\\" OR project = \\"HR"')
  })
})
