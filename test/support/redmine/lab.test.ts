import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../needs.ts'
import { type RedmineLab, startRedmine } from './server.ts'

describeWith('redmine', 'the throw-away Redmine', () => {
  let lab: RedmineLab
  beforeAll(async () => {
    lab = await startRedmine()
  })
  afterAll(() => lab?.stop())

  test('answers its documented API to Dora', async () => {
    const made = await lab.asDora('POST', '/issues.json', {
      issue: { project_id: 'gateway', tracker_id: 1, subject: 'Default password' },
    })
    expect(made).toMatchObject({
      status: 201,
      body: { issue: { author: { name: 'Dora Developer' } } },
    })
    const read = await lab.asDora('GET', '/issues.json?status_id=*')
    expect(read).toMatchObject({ status: 200, body: { total_count: 1 } })
  })
})
