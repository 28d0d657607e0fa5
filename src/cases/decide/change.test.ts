import { describe, expect, it } from 'vitest'
import {
  aCaseWith,
  ada,
  affected,
  ben,
  caseWork,
  gateway,
  pump,
  stepsOf,
  upTo,
} from '../../../test/support/a-case.ts'
import { fixedId } from '../../../test/support/deciding.ts'
import type { Instant } from '../../kernel/time.ts'
import { requestChange } from '../contract.ts'
import { parseCaseEvent } from '../events.ts'
import { evolveCase, initialCase } from '../state.ts'

const [, fix] = caseWork.verified

describe('the change', () => {
  const [, effectiveness] = caseWork.review

  it('is requested after the approval, reviewed by another, verified after the review', async () => {
    const about = await aCaseWith(upTo('disposition'))
    const [request, review, verify] = [caseWork.change, caseWork.review, caseWork.verified]
    expect(await about.when(...request)).toMatchObject({ code: 'case/not-decided' })
    await about.given('approve-disposition', {}, ben)
    expect(await about.when(...review)).toMatchObject({ code: 'case/no-change' })
    await about.given(...request)
    expect(await about.when('review-change', effectiveness, ada)).toMatchObject({
      code: 'case/second-person',
    })
    expect(await about.when(...verify)).toMatchObject({ code: 'case/change-not-reviewed' })
    // One aspect of three is not enough.
    await about.given(...review)
    expect(about.state().changeReview).toBeNull()
    expect(await about.when(...verify)).toMatchObject({ code: 'case/change-not-reviewed' })
  })

  it('goes back to its request once an aspect declines', async () => {
    const about = await aCaseWith(upTo('review'))
    expect(about.state().status).toBe('in-remediation')
    await about.given('review-change', { ...effectiveness, accepted: false }, ben)
    expect(about.state()).toMatchObject({ status: 'decided', changeReview: { accepted: false } })
    expect(await about.when('review-change', effectiveness, ben)).toMatchObject({
      code: 'case/change-declined',
    })
    expect(await about.when(...caseWork.verified)).toMatchObject({
      code: 'case/change-not-reviewed',
    })
    await about.given(...caseWork.change)
    expect(about.state()).toMatchObject({ status: 'in-remediation', aspectReviews: [] })
  })

  it('is neither reviewed nor tested by who makes it for the requester', async () => {
    const about = await aCaseWith(upTo('change'))
    await about.given('request-change', { ...caseWork.change[1], author: ben })
    expect(await about.when('review-change', effectiveness, ben)).toMatchObject({
      code: 'case/second-person',
    })
    for (const [command, input] of stepsOf('review'))
      await about.given(command, input, 'person:cyd')
    expect(await about.when(...caseWork.verified)).toMatchObject({ code: 'case/second-person' })
    await about.given('verify-fix', caseWork.verified[1], 'person:cyd')
  })

  it('links to where the work is, over HTTPS only', async () => {
    const about = await aCaseWith(upTo('change'))
    const link = { kind: 'commit', url: 'https://git.example/c/1', title: 'Ask' }
    await about.given('request-change', { ...caseWork.change[1], links: [link] })
    expect(about.state().changeRequest?.links).toEqual([link])
    for (const url of ['http://git.example/', 'javascript:alert(1)', 'git.example', ''])
      expect(
        requestChange.input.safeParse({ ...caseWork.change[1], links: [{ ...link, url }] }).success,
      ).toBe(false)
  })

  it('requested anew has neither review nor test', async () => {
    const about = await aCaseWith(upTo('risk'))
    expect(about.state().status).toBe('fix-verified')
    await about.given('request-change', { reference: 'CR-18', description: 'Once more.' })
    expect(about.state()).toMatchObject({
      status: 'in-remediation',
      changeReview: null,
      verifications: [],
    })
  })

  it('was once reviewed for all at once, which still counts', () => {
    const past = { at: '2026-01-01T00:00:00.000Z' as Instant, version: 1, signature: null }
    const accepted = { safety: 's', security: 's', effectiveness: 'e', accepted: true }
    const facts = [
      [{ type: 'case.change-requested', reference: 'CR', description: 'd' }, ada],
      [{ type: 'case.change-reviewed', ...accepted }, ben],
    ] as const
    const state = facts.reduce((before, [{ type, ...payload }, actor]) => {
      const event = parseCaseEvent({ type, payload })
      return evolveCase(before, event, { ...past, actor })
    }, initialCase)
    expect(state.changeReview).toMatchObject({ accepted: true, by: ben })
    expect(state.aspectReviews.map(({ aspect }) => aspect)).toEqual(
      Object.keys(accepted).slice(0, 3),
    )
  })
})

describe('the verification', () => {
  it('counts per product: one that passed does not hide one that failed', async () => {
    const about = await aCaseWith(upTo('change'))
    await about.given('set-impact', { rows: [affected(gateway, '5.1.0')] })
    await about.given(...caseWork.change)
    for (const step of stepsOf('review')) await about.given(...step)
    const verify = (product: string, passed: boolean) =>
      about.given('verify-fix', { ...fix, product, passed }, ben)
    await verify(pump, true)
    expect(about.state().status).toBe('in-remediation')
    await verify(gateway, false)
    await verify(pump, true)
    expect(about.state().status).toBe('in-remediation')
    await verify(gateway, true)
    expect(about.state().status).toBe('fix-verified')
    await verify(pump, false)
    expect(about.state().status).toBe('in-remediation')
  })

  it('is of a product that the case is about', async () => {
    const about = await aCaseWith(upTo('verified'))
    expect(await about.when('verify-fix', { ...fix, product: fixedId(99) }, ben)).toMatchObject({
      code: 'case/not-in-impact',
    })
  })

  it('is of a revision that exists', async () => {
    const about = await aCaseWith(upTo('verified'))
    expect(await about.when('verify-fix', { ...fix, fixedIn: '9.9' }, ben)).toMatchObject({
      code: 'case/no-such-revision',
    })
  })

  it('that failed is told to who requested the change, by reference only', async () => {
    const about = await aCaseWith(upTo('verified'))
    expect(await about.when('verify-fix', { ...fix, passed: true }, ben)).not.toMatchObject({
      deliveries: [{}],
    })
    expect(await about.when('verify-fix', { ...fix, passed: false }, ben)).toMatchObject({
      deliveries: [
        {
          recipient: 'person-ada@maker.example',
          content: { subject: '[CASE-2026-0001] A verification failed' },
        },
      ],
    })
    expect(about.state().status).toBe('in-remediation')
  })

  it('cannot be talked away by the impact, only by a test that failed', async () => {
    const about = await aCaseWith(upTo('risk'))
    const rows = [affected(pump, '2.4.1')]
    expect(await about.when('set-impact', { rows })).toMatchObject({
      code: 'case/impact-contradicts',
    })
    await about.given('verify-fix', { ...fix, passed: false }, ben)
    await about.given('set-impact', { rows })
  })
})
