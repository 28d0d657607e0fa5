import { describe, expect, it } from 'vitest'
import {
  aCaseWith,
  ada,
  allWork,
  anOpenCase,
  ben,
  caseWork,
  upTo,
} from '../../test/support/a-case.ts'

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
      guidance: ['Switch the service port off.'],
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
