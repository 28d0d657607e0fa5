import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../../../test/support/needs.ts'
import { type RedmineLab, startRedmine } from '../../../test/support/redmine/server.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Issue, IssuePage, Tracker } from '../../kernel/tracker.ts'
import { createRedmine, type RedmineSettings } from './redmine.ts'

describeWith('redmine', 'Redmine, the real one', () => {
  let lab: RedmineLab
  const opened: Tracker[] = []
  beforeAll(async () => {
    lab = await startRedmine()
  })
  afterAll(async () => {
    for (const tracker of opened) tracker.close()
    await lab?.stop()
  })
  const open = (more: Partial<RedmineSettings> = {}): Tracker => {
    const tracker = createRedmine({
      system: 'redmine:lab',
      url: lab.url,
      token: async () => lab.robotKey,
      project: 'gateway',
      label: { category: 'Security' },
      linkField: lab.linkField,
      clock: Date.now,
      ...more,
    })
    opened.push(tracker)
    return tracker
  }
  const dora = async (issue: object) => {
    const made = await lab.asDora('POST', '/issues.json', {
      issue: { project_id: 'gateway', subject: 'Something', ...issue },
    })
    expect(made.status).toBe(201)
    return String((made.body as { issue: { id: number } }).issue.id)
  }
  const all = async (ask: (next: { readonly next?: string }) => Promise<IssuePage>) => {
    const found: Issue[] = []
    let next: string | null = null
    do {
      const page: IssuePage = await ask(next === null ? {} : { next })
      found.push(...page.issues)
      next = page.next
    } while (next !== null)
    return found
  }
  const keys = async (tracker: Tracker, since: Instant | null = null) =>
    (await all((next) => tracker.list({ since, ...next }))).map(({ key }) => key)

  test('lists what bears the label, by category, tracker or field, closed ones too', async () => {
    const inCategory = await dora({
      category_id: 1,
      subject: 'Default password',
      description: 'On 443.',
    })
    const closed = await dora({ category_id: 1 })
    expect(
      (await lab.asDora('PUT', `/issues/${closed}.json`, { issue: { status_id: 5 } })).status,
    ).toBe(204)
    const ofSupport = await dora({ tracker_id: 3 })
    const marked = await dora({ custom_fields: [{ id: lab.markField, value: 'yes' }] })
    await dora({ category_id: 2 })
    expect(await keys(open())).toEqual([inCategory, closed])
    expect(await keys(open({ label: { tracker: 'Support' } }))).toEqual([ofSupport])
    expect(await keys(open({ label: { field: lab.markField, value: 'yes' } }))).toEqual([marked])
    const { issues } = await open().list({ since: null })
    expect(issues[0]).toMatchObject({
      key: inCategory,
      url: `${lab.url}/issues/${inCategory}`,
      title: 'Default password',
      text: 'On 443.',
      author: 'Dora Developer',
      status: 'New',
      isClosed: false,
    })
    expect(issues[1]).toMatchObject({ status: 'Closed', isClosed: true })
  })

  test('turns pages, and knows what changed since', async () => {
    for (let made = 0; made < 53; made++) await dora({ category_id: 1 })
    const tracker = open()
    const all = await keys(tracker)
    expect(all).toHaveLength(55)
    expect(new Set(all).size).toBe(55)
    const { at } = await tracker.list({ since: null })
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000)
    expect(await keys(tracker, '2000-01-01T00:00:00.000Z' as Instant)).toHaveLength(55)
    expect(await keys(tracker, '2100-01-01T00:00:00.000Z' as Instant)).toEqual([])
  })

  test('writes a comment, a back-reference and a status, and reads them back', async () => {
    const tracker = open()
    const made = await tracker.create({
      title: 'From a case',
      text: 'Change the default.',
      labelled: true,
    })
    expect(await keys(tracker)).toContain(made.key)
    const text = 'Zürich: „ok“ <b>&amp;</b>\n\nRPT-2026-0001'
    await tracker.comment(made.key, text)
    expect(await tracker.comments(made.key)).toMatchObject([{ text }])
    const address = 'https://security.maker.example/workbench/reports/1'
    expect(await tracker.link(made.key, { url: address, title: 'RPT-2026-0001' })).toBe(true)
    expect(await open({ linkField: undefined }).link(made.key, { url: address, title: '' })).toBe(
      false,
    )
    const shown = await lab.asDora('GET', `/issues/${made.key}.json`)
    expect(JSON.stringify(shown.body)).toContain(address)
    await tracker.setStatus(made.key, 'Resolved')
    expect(await tracker.read(made.key)).toMatchObject({ status: 'Resolved', isClosed: false })
  })

  test('hands out attached files by their number', async () => {
    const tracker = open()
    const bytes = Buffer.from([0, 255, 1, 254])
    const key = await dora({ category_id: 1, ...(await lab.uploads('crash ü.bin', bytes)) })
    const [file] = (await tracker.read(key))?.attachments ?? []
    expect(file).toMatchObject({ name: 'crash ü.bin', size: 4 })
    if (file === undefined) return
    const read = (await tracker.file(file)) ?? expect.fail('It is gone.')
    expect(await buffer(read)).toEqual(bytes)
    expect(await tracker.file({ ...file, id: '99999' })).toBeUndefined()
    const listed = await all((next) => tracker.list({ since: null, ...next }))
    expect(listed.find((one) => one.key === key)?.attachments).toEqual([file])
  })

  test('tells news of tasks, whatever their label, and knows them in another project', async () => {
    const tracker = open()
    const { key, id } = await tracker.create({ title: 'A task', text: 'mark 1', labelled: false })
    const since = new Date(Date.now() - 60_000).toISOString() as Instant
    const issues = await all((next) => tracker.changed({ since, ...next }))
    expect(issues.filter(({ text }) => text === 'mark 1').map((one) => one.key)).toEqual([key])
    expect((await keys(tracker)).includes(key)).toBe(false)
    const noted = await lab.asDora('PUT', `/issues/${key}.json`, { issue: { notes: 'Done.' } })
    expect(noted.status).toBe(204)
    expect(await tracker.comments(key)).toMatchObject([{ author: 'Dora Developer', text: 'Done.' }])
    const moved = await lab.asDora('PUT', `/issues/${key}.json`, { issue: { project_id: 3 } })
    expect(moved.status).toBe(204)
    expect(await open({ project: 'pump' }).read(key)).toMatchObject({ id, key })
  })

  test('a project is private unless it is public', async () => {
    expect(await open().isPrivate()).toBe(true)
    expect(await open({ project: 'pump' }).isPrivate()).toBe(false)
    await expect(open({ project: 'nowhere' }).isPrivate()).rejects.toThrow('no project')
  })

  test('says what is wrong where it cannot', async () => {
    const tracker = open()
    expect(await tracker.read('99999')).toBeUndefined()
    await expect(tracker.comment('99999', 'x')).rejects.toThrow('no issue 99999')
    await expect(tracker.setStatus('1', 'Frozen')).rejects.toThrow('It has: New, In Progress')
    await expect(keys(open({ label: { category: 'Safety' } }))).rejects.toThrow(
      'It has: Paint, Security',
    )
    await expect(keys(open({ label: { tracker: 'Vuln' } }))).rejects.toThrow('no tracker "Vuln"')
    await expect(keys(open({ token: async () => 'f'.repeat(40) }))).rejects.toThrow(
      'does not know our token',
    )
    await expect(keys(open({ project: 'elsewhere', label: { tracker: 'Bug' } }))).rejects.toThrow(
      '403',
    )
    await expect(keys(open({ project: 'nowhere', label: { tracker: 'Bug' } }))).rejects.toThrow(
      'no project "nowhere"',
    )
  })

  test('does not believe a "done" that changed nothing', async () => {
    const tracker = open()
    const key = await dora({ category_id: 1 })
    await tracker.setStatus(key, 'Closed')
    // The default workflow knows no way for a developer from Closed to Rejected.
    await expect(tracker.setStatus(key, 'Rejected')).rejects.toThrow('does not allow')
  })
})
