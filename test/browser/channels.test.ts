import { afterAll, beforeAll, expect, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { describeWith } from '../support/needs.ts'
import { stateOf } from '../support/work/team.ts'
import { fillIn } from './chain/form.ts'
import { type Desk, openDesk } from './inbox/desk.ts'
import type { Visitor } from './workbench/visitor.ts'

describeWith('chromium', 'Channels in the workbench', () => {
  let desk: Desk
  let tom: Visitor

  beforeAll(async () => {
    desk = await openDesk()
    tom = await desk.visit()
  })

  afterAll(() => desk?.close())

  test('one that fails is counted on every screen, and its page says since when and why', async () => {
    const { dispatch } = desk.maker.server.parts
    const actor = { id: 'system:channels', roles: [] } as const
    const issue = async (command: string, id: string | undefined, input: object) =>
      orThrow(
        await dispatch({
          kind: 'channel',
          command,
          ...(id === undefined ? {} : { id }),
          input,
          actor,
          requestId: 'browser',
        }),
      )
    const { id } = await issue('register', undefined, {
      name: 'smtp',
      title: 'Mail to security@maker.example',
      sources: ['b', 'f'],
    })
    await issue('record-probe', id, {
      ok: false,
      detail: 'connect ECONNREFUSED 127.0.0.1:25',
      reason: 'schedule',
      tell: ['psirt@maker.example'],
    })
    const { page } = tom
    await tom.open('/cases')
    const link = page.getByRole('navigation').getByRole('link', { name: 'Channels 1 failing' })
    await link.click()
    await page.getByRole('link', { name: 'Mail to security@maker.example' }).click()
    await page.getByText('Reports may not reach us this way.').waitFor()
    await page.getByText('Told by mail: psirt@maker.example.').waitFor()
    expect(await page.getByText('connect ECONNREFUSED').count()).toBeGreaterThan(0)
    await page.getByText('raised the alarm, and told one person by mail').waitFor()
    expect(await tom.findings()).toEqual([])
  })

  test('is tested at once by a button', async () => {
    const { page } = tom
    await desk.triager.post('/api/intake/self-test', { channel: 'api' })
    await tom.open('/channels')
    await page.getByRole('link', { name: /Reports over the API/ }).click()
    const before = (await desk.triager.get('/api/intake/silence')).body.channels.find(
      ({ name }: { name: string }) => name === 'api',
    )
    desk.maker.time.now += 1_000
    await page.getByRole('button', { name: 'Test it now' }).click()
    await expect
      .poll(async () => (await stateOf(desk.triager, `/api/channels/${before.id}`)).lastTest.at, {
        timeout: 30_000,
      })
      .not.toBe(before.lastTest.at)
    await page.getByText(/^Went well/).waitFor()
    expect(tom.complaints()).toEqual([])
  })

  test('news is recorded by a form, with its mark read out of the text', async () => {
    const { page } = tom
    await tom.open('/reports')
    await page.getByRole('button', { name: 'Record news' }).click()
    const form = page.getByRole('dialog')
    await fillIn(form, {
      'Who published it': 'Government agency',
      'Name of the publisher': 'CISA',
      Headline: 'Attacks on ExampleTLS',
      'What it says': 'TLP:AMBER. CVE-2026-9001 is exploited.',
    })
    expect(await tom.findings()).toEqual([])
    await form.getByRole('button', { name: 'Record news' }).click()
    await page.getByRole('heading', { name: 'Attacks on ExampleTLS' }).waitFor()
    const [report] = (await desk.triager.get('/api/reports?facet=identifier:CVE-2026-9001')).body
      .items
    expect(await stateOf(desk.triager, `/api/reports/${report.id}`)).toMatchObject({
      source: 'g',
      tlp: 'AMBER',
    })
  })
})
