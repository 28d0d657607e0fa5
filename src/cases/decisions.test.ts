import { describe, expect, it } from 'vitest'
import {
  aCaseWith,
  ada,
  affected,
  allWork,
  anOpenCase,
  ben,
  caseWork,
  gateway,
  pump,
  upTo,
} from '../../test/support/a-case.ts'
import { fixedId } from '../../test/support/deciding.ts'

const [, fix] = caseWork.verified

describe('the disposition', () => {
  it('is proposed on an impact, and an accepted risk with guidance', async () => {
    const [command, input] = caseWork.proposed
    expect(await (await anOpenCase()).when(command, input)).toMatchObject({
      code: 'case/no-impact',
    })
    const about = await aCaseWith(['impact'])
    const accepted = { ...input, path: 'residual-risk' }
    expect(await about.when(command, accepted)).toMatchObject({ code: 'case/guidance-missing' })
    await about.given(command, { ...accepted, guidance: ['Lock the cabinet.'] })
  })

  it('is approved once, by another person, and anew after it changed', async () => {
    expect(await (await anOpenCase()).when('approve-disposition', {})).toMatchObject({
      code: 'case/no-disposition',
    })
    const about = await aCaseWith(upTo('disposition'))
    expect(await about.when('approve-disposition', {}, ada)).toMatchObject({
      code: 'case/second-person',
    })
    await about.given('approve-disposition', {}, ben)
    expect(about.state().disposition?.approved).toMatchObject({ by: ben, signedBy: ben })
    expect(await about.when('approve-disposition', {}, ben)).toMatchObject({
      code: 'case/approved-already',
    })
    await about.given('propose-disposition', { ...caseWork.proposed[1], reason: 'Better.' }, ben)
    expect(about.state().disposition?.approved).toBeNull()
    expect(await about.when('approve-disposition', {}, ben)).toMatchObject({
      code: 'case/second-person',
    })
  })

  it('keeps the change on the same path, and starts over on another', async () => {
    const about = await aCaseWith(upTo('risk'))
    await about.given('propose-disposition', { ...caseWork.proposed[1], reason: 'Better words.' })
    expect(about.state().verifications).toHaveLength(1)
    await about.given('propose-disposition', {
      path: 'configuration-change',
      reason: 'Quicker for the field.',
    })
    expect(about.state()).toMatchObject({
      changeRequest: null,
      changeReview: null,
      verifications: [],
      status: 'analysed',
    })
  })
})

describe('the disclosure decision', () => {
  const decide = caseWork.decided[1]

  it('follows a score, and says to whom and from when', async () => {
    expect(await (await anOpenCase()).when('decide-disclosure', decide)).toMatchObject({
      code: 'case/not-scored',
    })
    const about = await aCaseWith(['impact', 'score'])
    for (const lacking of [{ audiences: [] }, { on: undefined }])
      expect(await about.when('decide-disclosure', { ...decide, ...lacking })).toMatchObject({
        code: 'case/disclosure-incomplete',
      })
    await about.given('decide-disclosure', { disclose: false, reason: 'Never left the lab.' })
    expect(about.state().disclosure).toMatchObject({ disclose: false, signedBy: ada })
  })

  it('is approved by another person than decided', async () => {
    const about = await aCaseWith(['impact', 'score'])
    expect(await about.when('approve-disclosure', {}, ben)).toMatchObject({
      code: 'case/no-disclosure',
    })
    await about.given('decide-disclosure', decide, ada)
    expect(await about.when('approve-disclosure', {}, ada)).toMatchObject({
      code: 'case/second-person',
    })
    await about.given('approve-disclosure', {}, ben)
    expect(await about.when('approve-disclosure', {}, ben)).toMatchObject({
      code: 'case/approved-already',
    })
  })
})

describe('the change', () => {
  it('is requested after the approval, reviewed by another, verified after the review', async () => {
    const about = await aCaseWith(upTo('disposition'))
    const [request, , verify] = [caseWork.change, caseWork.review, caseWork.verified]
    expect(await about.when(...request)).toMatchObject({ code: 'case/not-decided' })
    await about.given('approve-disposition', {}, ben)
    expect(await about.when('review-change', caseWork.review[1], ben)).toMatchObject({
      code: 'case/no-change',
    })
    await about.given(...request)
    expect(await about.when('review-change', caseWork.review[1], ada)).toMatchObject({
      code: 'case/second-person',
    })
    expect(await about.when(...verify)).toMatchObject({ code: 'case/change-not-reviewed' })
    await about.given('review-change', { ...caseWork.review[1], accepted: false }, ben)
    expect(await about.when(...verify)).toMatchObject({ code: 'case/change-not-reviewed' })
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
})

describe('the verification', () => {
  it('counts per product: one that passed does not hide one that failed', async () => {
    const about = await aCaseWith(upTo('change'))
    await about.given('set-impact', { rows: [affected(gateway, '5.1.0')] })
    await about.given(...caseWork.change)
    await about.given(...caseWork.review)
    const verify = (product: string, passed: boolean) =>
      about.given('verify-fix', { ...fix, product, passed })
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
    expect(await about.when('verify-fix', { ...fix, product: fixedId(99) })).toMatchObject({
      code: 'case/not-in-impact',
    })
  })

  it('cannot be talked away by the impact, only by a test that failed', async () => {
    const about = await aCaseWith(upTo('risk'))
    const rows = [affected(pump, '2.4.1')]
    expect(await about.when('set-impact', { rows })).toMatchObject({
      code: 'case/impact-contradicts',
    })
    await about.given('verify-fix', { ...fix, passed: false })
    await about.given('set-impact', { rows })
  })
})

describe('a closed case', () => {
  const closed = async () => {
    const about = await aCaseWith(allWork)
    await about.given('close', { conclusion: 'Fixed and told.' })
    return about
  }

  it('changes by nothing but a note and reopening', async () => {
    const about = await closed()
    for (const [command, input, by] of Object.values(caseWork))
      expect([command, await about.when(command, input, by)]).toMatchObject([
        command,
        { code: 'case/closed' },
      ])
    for (const [command, input] of [
      ['describe', { rootCause: 'x' }],
      ['set-embargo', { named: [], reason: 'x' }],
      ['close', { conclusion: 'x' }],
    ] as const)
      expect(await about.when(command, input)).toMatchObject({ code: 'case/closed' })
    await about.given('note', { text: 'The reporter thanks us.' })
    expect(about.state().status).toBe('closed')
  })

  it('is reopened with a reason, and only once', async () => {
    const about = await closed()
    await about.given('reopen', { reason: 'The fix was incomplete.' })
    expect(about.state()).toMatchObject({ status: 'fix-verified', closed: null })
    expect(await about.when('reopen', { reason: 'x' })).toMatchObject({ code: 'case/not-closed' })
  })
})
