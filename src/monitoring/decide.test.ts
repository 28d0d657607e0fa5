import { describe, expect, it } from 'vitest'
import { fixedId, recordUnderTest } from '../../test/support/deciding.ts'
import { orThrow } from '../kernel/result.ts'
import { parseInstant } from '../kernel/time.ts'
import { activityKind, activityStanding } from './index.ts'

const planned = {
  kind: 'sbom-scan',
  title: 'Nightly match of the pump',
  product: fixedId(2),
  everyDays: 7,
  firstDue: '2026-03-10',
}
const run = (on: string, outcome = 'clean') => ({ on, outcome, summary: 'All items looked at.' })

const anActivity = async () => {
  const activity = recordUnderTest(activityKind(), 'ACT-2026-0001')
  await activity.given('plan', planned)
  return activity
}
const standing = (activity: Awaited<ReturnType<typeof anActivity>>, at: string) =>
  activityStanding(activity.state(), orThrow(parseInstant(at)))

describe('an activity', () => {
  it('is due at the end of the day it was planned for, and found by its product', async () => {
    const activity = await anActivity()
    expect(activity.facets()).toMatchObject({
      status: 'planned',
      dueAt: '2026-03-10T23:59:59.999Z',
      values: { kind: ['sbom-scan'], product: [planned.product] },
    })
  })

  it('refuses a first run that is due in the past', async () => {
    const activity = recordUnderTest(activityKind(), 'ACT-2026-0001')
    expect(await activity.when('plan', { ...planned, firstDue: '2026-03-01' })).toMatchObject({
      code: 'activity/date-passed',
    })
  })

  it('is due again the planned days after a run', async () => {
    const activity = await anActivity()
    await activity.given('record-run', run('2026-03-01', 'findings'))
    expect(activity.state()).toMatchObject({ status: 'running', nextDue: '2026-03-08' })
    expect(activity.facets().values?.['outcome']).toEqual(['findings'])
  })

  it('stays due after a failed run', async () => {
    const activity = await anActivity()
    await activity.given('record-run', run('2026-03-02', 'failed'))
    expect(activity.state().nextDue).toBe('2026-03-10')
  })

  it('is not moved back by a run that is entered late', async () => {
    const activity = await anActivity()
    await activity.given('record-run', run('2026-03-02'))
    await activity.given('record-run', run('2026-02-20', 'findings'))
    expect(activity.state().nextDue).toBe('2026-03-09')
    expect(standing(activity, '2026-03-02T12:00:00.000Z').lastRun).toEqual({
      on: '2026-03-02',
      outcome: 'clean',
    })
  })

  it('refuses a run of a later day', async () => {
    const activity = await anActivity()
    expect(await activity.when('record-run', run('2026-03-03'))).toMatchObject({
      code: 'activity/date-later',
    })
  })

  it('is overdue from the day after it was due', async () => {
    const activity = await anActivity()
    expect(standing(activity, '2026-03-10T23:59:59.999Z').overdueByDays).toBe(0)
    expect(standing(activity, '2026-03-11T00:00:00.000Z').overdueByDays).toBe(1)
  })

  it('is not due once it is retired, and takes no more runs', async () => {
    const activity = await anActivity()
    await activity.given('retire', { reason: 'The product is retired.' })
    expect(activity.facets()).toMatchObject({ status: 'retired', dueAt: undefined })
    expect(standing(activity, '2027-01-01T00:00:00.000Z').overdueByDays).toBe(0)
    expect(await activity.when('record-run', run('2026-03-02'))).toMatchObject({
      code: 'activity/retired',
    })
  })
})
