import { describe, expect, it } from 'vitest'
import {
  advisory,
  anOpen,
  aVerified,
  ben,
  corrected,
  draft,
  erika,
  harmful,
  harmless,
  release,
  right,
  toldLater,
  wanda,
} from '../../../test/support/a-defect.ts'

describe('closing a documentation defect', () => {
  it('needs the verification and the safety, and says how the field is told', async () => {
    const defect = await anOpen()
    expect(await defect.when('close', toldLater)).toMatchObject({ code: 'defect/not-verified' })
    await defect.given('correct', corrected, wanda)
    expect(await defect.when('close', toldLater)).toMatchObject({ code: 'defect/not-verified' })
    await defect.given('verify', right, ben)
    expect(await defect.when('close', toldLater)).toMatchObject({ code: 'defect/not-assessed' })
    await defect.given('assess', harmless)
    await defect.given('close', { ...toldLater, release })
    expect(defect.state()).toMatchObject({
      status: 'closed',
      closed: { told: 'next-release', release },
    })
  })

  it('never keeps the field untold of what is severe or may harm patients', async () => {
    const untold = { ...toldLater, told: 'not-needed' }
    for (const [severity, safety] of [
      ['high', harmless],
      ['critical', harmless],
      ['low', harmful],
    ] as const) {
      const defect = await aVerified({ severity })
      await defect.given('assess', safety)
      expect(await defect.when('close', untold)).toMatchObject({ code: 'defect/tell-the-field' })
    }
  })

  it('by a notice names one that is published', async () => {
    const defect = await aVerified()
    await defect.given('assess', harmful)
    await defect.given('demand-notice', { reason: 'Before anybody is hurt.' })
    expect(defect.facets().values).toMatchObject({
      attention: ['unscheduled', 'endangers', 'notice'],
    })
    // The next release is too late for what was demanded now.
    for (const told of ['notice-now', 'next-release'])
      expect(await defect.when('close', { ...toldLater, told })).toMatchObject({
        code: 'defect/notice-open',
      })
    const naming = { notice: draft, where: 'Section 2' }
    expect(await defect.when('name-notice', naming)).toMatchObject({
      code: 'defect/notice-unpublished',
    })
    await defect.given('name-notice', { ...naming, notice: advisory })
    await defect.given('close', { ...toldLater, told: 'notice-now' })
  })

  it('is not silent about other languages', async () => {
    const missing = await aVerified({}, { missing: ['DOC-2'] })
    await missing.given('assess', harmless)
    expect(await missing.when('close', toldLater)).toMatchObject({
      code: 'defect/counterparts-missing',
    })
    const nobodys = await aVerified(
      {},
      { unscheduled: [{ reference: 'DEF-2', lacks: ['no release'] }] },
    )
    await nobodys.given('assess', harmless)
    expect(await nobodys.when('close', toldLater)).toMatchObject({
      code: 'defect/counterparts-unscheduled',
    })
  })

  it('ends it until it is opened again: nothing else changes, and nothing is due', async () => {
    const defect = await aVerified()
    await defect.given('assess', harmless)
    await defect.given('close', { ...toldLater, told: 'not-needed' })
    expect(defect.facets().dueAt).toBeUndefined()
    for (const [command, input] of [
      ['assign', { to: 'Wanda', until: '2026-03-12' }],
      ['correct', corrected],
      ['close', toldLater],
      ['describe', { title: 'Other' }],
      ['assess', harmless],
      ['withdraw', { as: 'duplicate', reason: 'r' }],
    ] as const)
      expect(await defect.when(command, input)).toMatchObject({ code: 'defect/closed' })
    await defect.given('reopen', { reason: 'It was never right.' })
    expect(defect.state()).toMatchObject({ status: 'assigned', verified: null, closed: null })
  })

  it('as no defect is another person’s word', async () => {
    const defect = await anOpen()
    const no = { as: 'not-a-defect', reason: 'The port is another one.' }
    expect(await defect.when('withdraw', no, erika)).toMatchObject({ code: 'defect/second-person' })
    await defect.given('withdraw', no, ben)
    expect(defect.state()).toMatchObject({ status: 'withdrawn', withdrawn: { by: ben } })
    expect(await defect.when('correct', corrected)).toMatchObject({ code: 'defect/withdrawn' })
  })
})

describe('a defect in a tracker', () => {
  const issue = {
    tracker: 'redmine:lab',
    issue: 'redmine http://lab 7',
    key: '7',
    url: 'http://lab/7',
    status: 'New',
    withheld: false,
  }
  const said = { key: '7', url: 'http://lab/7', status: 'Closed', isClosed: true }
  const tracked = async (decides: boolean) => {
    const defect = await aVerified({}, { decides })
    await defect.given('assess', harmless)
    expect(await defect.when('track', { tracker: 'jira:x' })).toMatchObject({
      code: 'defect/no-tracker',
    })
    expect(await defect.when('track', { tracker: 'redmine:lab' })).toMatchObject({
      deliveries: [{ channel: 'tracker', content: { does: 'create-defect' } }],
    })
    await defect.given('record-issue', issue)
    expect(await defect.when('record-issue', issue)).toEqual({ events: [] })
    return defect
  }

  it('tells it there when it ends here, where we decide', async () => {
    const defect = await tracked(false)
    expect(await defect.when('close', toldLater)).toMatchObject({
      deliveries: [{ content: { does: 'defect-status', want: 'closed' } }],
    })
    expect(await defect.when('reopen', { reason: 'r' })).toMatchObject({
      deliveries: [{ content: { want: 'open' } }],
    })
  })

  it('waits for its end there, where the tracker decides, and opens again with it', async () => {
    const defect = await tracked(true)
    expect(await defect.when('close', toldLater)).toMatchObject({ code: 'defect/issue-open' })
    await defect.given('follow-issue', said)
    expect(defect.facets().values?.['attention']).toContain('tracker-closed')
    await defect.given('close', toldLater)
    await defect.given('follow-issue', { ...said, status: 'New', isClosed: false })
    expect(defect.state()).toMatchObject({ status: 'assigned', reopened: [{}] })
  })
})
