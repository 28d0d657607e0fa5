import { describe, expect, it } from 'vitest'
import { recordUnderTest } from '../../../test/support/deciding.ts'
import { sourceKind } from './kind.ts'

const described = {
  title: 'Manuals',
  sourceKind: 'folder',
  place: '/srv/manuals',
  everyMinutes: 60,
  keepOriginals: false,
}
const counts = {
  ...{ new: 1, changed: 0, unchanged: 2, moved: 0 },
  ...{ returned: 0, gone: 0, unread: 0, leftOut: 0 },
}
const synced = (startedAt: string, unread = 0) => ({
  startedAt,
  granted: { scopes: ['read files'], account: 'vulnerary' },
  position: '',
  counts: { ...counts, unread },
})
const failed = { startedAt: '2026-03-02T10:00:00.000Z', reason: 'It is gone.', next: 'Mount it.' }

const aSource = async () => {
  const source = recordUnderTest(sourceKind(), 'SRC-2026-0001')
  await source.given('connect', { name: 'manuals', ...described })
  return source
}

describe('a source', () => {
  it('is in step after a look, and says where some of it could not be read', async () => {
    const source = await aSource()
    expect(source.state().status).toBe('connected')
    await source.given('record-sync', synced('2026-03-02T10:00:00.000Z'))
    expect(source.state()).toMatchObject({ status: 'in-step', lastSync: { counts } })
    await source.given('record-sync', synced('2026-03-02T10:00:00.000Z', 3))
    expect(source.state().status).toBe('partly')
  })

  it('records the same failure once, and is well again after a look that goes through', async () => {
    const source = await aSource()
    await source.given('record-failure', failed)
    source.at('2026-03-02T11:00:00.000Z')
    expect(await source.when('record-failure', failed)).toEqual({ events: [] })
    expect(source.state()).toMatchObject({
      status: 'failing',
      failing: { since: '2026-03-02T10:00:00.000Z', next: 'Mount it.' },
    })
    await source.given('record-failure', { ...failed, reason: 'No right to read.' })
    expect(source.state().failing).toMatchObject({
      since: '2026-03-02T10:00:00.000Z',
      reason: 'No right to read.',
    })
    await source.given('record-sync', synced('2026-03-02T11:00:00.000Z'))
    expect(source.state()).toMatchObject({ status: 'in-step', failing: null })
  })

  it('answers who asks, and who asks while it is looked at by the look after that', async () => {
    const source = await aSource()
    await source.given('sync-now', {})
    expect(source.state().asked).toMatchObject({ by: 'person:ada', emptied: false })
    expect(await source.when('sync-now', {})).toEqual({ events: [] })
    await source.given('sync-now', { emptied: true })
    source.at('2026-03-02T10:05:00.000Z')
    await source.given('record-sync', synced('2026-03-02T10:01:00.000Z'))
    expect(source.state().asked).toBeNull()
    await source.given('sync-now', {})
    await source.given('record-sync', synced('2026-03-02T10:04:00.000Z'))
    expect(source.state().asked).not.toBeNull()
    // A failure that is known already is told to who asked.
    await source.given('record-failure', failed)
    await source.given('record-failure', { ...failed, startedAt: '2026-03-02T10:06:00.000Z' })
    expect(source.state().asked).toBeNull()
  })

  it('takes no look once it is disconnected, and comes back when the settings have it again', async () => {
    const source = await aSource()
    await source.given('disconnect', {})
    expect(await source.when('sync-now', {})).toMatchObject({ code: 'source/disconnected' })
    expect(await source.when('record-sync', synced('2026-03-02T10:00:00.000Z'))).toEqual({
      events: [],
    })
    await source.given('describe', described)
    expect(source.state().status).toBe('connected')
    expect(await source.when('describe', described)).toEqual({ events: [] })
  })
})
