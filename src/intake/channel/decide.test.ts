import { describe, expect, it } from 'vitest'
import { recordUnderTest } from '../../../test/support/deciding.ts'
import { isRefusal } from '../../kernel/result.ts'
import { channelKind } from './index.ts'

const tell = ['psirt@maker.example']

const aChannel = async () => {
  const channel = recordUnderTest(channelKind(), 'CHN-2026-0001', '2026-03-02T10:00:00.000Z')
  await channel.given('register', { name: 'smtp', title: 'Mail', sources: ['b', 'd', 'f'] })
  const probe = (ok: boolean, detail = '') =>
    channel.when('record-probe', { ok, detail, reason: 'schedule', tell })
  return { ...channel, probe }
}
const mailed = (decided: Awaited<ReturnType<Awaited<ReturnType<typeof aChannel>>['probe']>>) =>
  isRefusal(decided) ? [] : (decided.deliveries ?? []).map(({ recipient }) => recipient)

describe('a channel', () => {
  it('is untested until its first self-test, and found by its name', async () => {
    const channel = await aChannel()
    expect(channel.state().status).toBe('untested')
    expect(channel.facets().values).toEqual({ name: ['smtp'] })
  })

  it('keeps its last self-test, and when the last good one was', async () => {
    const channel = await aChannel()
    await channel.probe(true)
    channel.at('2026-03-03T10:00:00.000Z')
    await channel.probe(false, 'Connection refused.')
    expect(channel.state()).toMatchObject({
      status: 'failing',
      lastGoodAt: '2026-03-02T10:00:00.000Z',
      lastTest: { at: '2026-03-03T10:00:00.000Z', ok: false, detail: 'Connection refused.' },
    })
  })

  it('raises one alarm, however often it fails', async () => {
    const channel = await aChannel()
    expect(mailed(await channel.probe(false, 'Refused.'))).toEqual(tell)
    channel.at('2026-03-02T10:15:00.000Z')
    expect(mailed(await channel.probe(false, 'Refused again.'))).toEqual([])
    expect(channel.state().alarm).toMatchObject({ since: '2026-03-02T10:00:00.000Z' })
  })

  it('escalates an alarm once, and tells all who heard of it when it is over', async () => {
    const channel = await aChannel()
    const escalate = () => channel.when('escalate-alarm', { tell: ['head@maker.example'] })
    expect(await escalate()).toEqual({ events: [] })
    await channel.probe(false, 'Refused.')
    expect(mailed(await escalate())).toEqual(['head@maker.example'])
    expect(await escalate()).toEqual({ events: [] })
    expect(mailed(await channel.probe(true))).toEqual([...tell, 'head@maker.example'])
    expect(channel.state()).toMatchObject({ status: 'working', alarm: null })
  })

  it('raises a new alarm after it had recovered', async () => {
    const channel = await aChannel()
    await channel.probe(false, 'Refused.')
    await channel.probe(true)
    expect(mailed(await channel.probe(false, 'Refused.'))).toEqual(tell)
  })

  it('takes no self-test once it is closed, and comes back untested', async () => {
    const channel = await aChannel()
    await channel.probe(false, 'Refused.')
    await channel.given('close', {})
    expect(channel.state()).toMatchObject({ status: 'closed', alarm: null })
    expect(await channel.probe(true)).toMatchObject({ code: 'channel/closed' })
    await channel.given('describe', { title: 'Mail', sources: ['b', 'd', 'f'] })
    expect(channel.state().status).toBe('untested')
  })

  it('says nothing where the settings say what they said', async () => {
    const channel = await aChannel()
    expect(await channel.when('describe', { title: 'Mail', sources: ['b', 'd', 'f'] })).toEqual({
      events: [],
    })
    await channel.given('describe', { title: 'Mail (port 25)', sources: ['f'] })
    expect(channel.state()).toMatchObject({ title: 'Mail (port 25)', sources: ['f'] })
  })
})
