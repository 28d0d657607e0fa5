import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../../../test/support/needs.ts'
import { type RedmineLab, startRedmine } from '../../../test/support/redmine/server.ts'
import type { Instant } from '../../kernel/time.ts'
import type { Tracker } from '../../kernel/tracker.ts'
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
  const keys = async (tracker: Tracker, since: Instant | null = null) => {
    const found: string[] = []
    let next: string | null = null
    do {
      const page = await tracker.list({ since, ...(next === null ? {} : { next }) })
      found.push(...page.issues.map(({ key }) => key))
      next = page.next
    } while (next !== null)
    return found
  }

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
