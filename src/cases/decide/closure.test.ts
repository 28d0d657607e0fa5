import { describe, expect, it } from 'vitest'
import {
  aCaseWith,
  ada,
  affected,
  allBut,
  allWork,
  anOpenCase,
  ben,
  type CaseWork,
  caseWork,
  gateway,
  goneRisk,
  safetyOf,
  wholeEvidence,
} from '../../../test/support/a-case.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { ClosureEvidence, RiskEntry } from '../index.ts'
import { closureChecks, mayClose } from './closure.ts'

const look = { reference: 'LOOK-2026-0001', at: '2026-03-02T10:00:00.000Z', undecided: 0 }

const missing = async (steps: readonly CaseWork[], evidence: Partial<ClosureEvidence> = {}) => {
  const about = await aCaseWith(steps)
  const whole = { ...wholeEvidence, ...evidence }
  return closureChecks(about.state(), whole).flatMap((check) => (check.done ? [] : [check]))
}
const missed = async (steps: readonly CaseWork[], evidence: Partial<ClosureEvidence> = {}) =>
  (await missing(steps, evidence)).map(({ constraint }) => constraint)

describe('a case', () => {
  it('closes once all of it is there', async () => {
    const about = await aCaseWith(allWork)
    expect(mayClose(about.state(), wholeEvidence)).toBe(true)
    await about.given('close', { conclusion: 'Fixed, told, published.' })
    expect(about.state()).toMatchObject({
      status: 'closed',
      closed: { conclusion: 'Fixed, told, published.', by: 'person:ada' },
    })
  })

  it.each([
    ['9.5/disposition', ['disposition', 'change', 'review', 'verified']],
    ['9.5/disclosure', ['disclosure']],
    ['9.5/change-request', ['change', 'review', 'verified']],
    ['9.5/change-review', ['review', 'verified']],
    ['9.5/verified', ['verified']],
    ['9.5/risk-record', ['risk']],
    ['9.5/risk-record', ['safety', 'signed']],
    ['9.5/risk-record', ['signed']],
    ['9.5/other-products', ['products']],
    ['9.5/third-party', ['parties']],
  ] as const)('stays open without %s', async (constraint, left) => {
    expect(await missed(allBut(...left))).toContain(constraint)
  })

  it('asks for an approval again once the impact was decided on another score', async () => {
    const about = await aCaseWith(['score', 'impact', 'proposed', 'disposition'])
    const disposition = () =>
      closureChecks(about.state(), wholeEvidence).find(
        ({ what }) => what === 'Disposition, approved',
      )
    expect(disposition()).toMatchObject({ done: true })
    await about.given('score', { vector: 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N' })
    expect(disposition()).toMatchObject({
      done: false,
      missing: 'Decide the stale impact anew, then have the disposition approved again.',
      command: null,
    })
    about.at('2026-03-03T10:00:00.000Z')
    await about.given('set-impact', { rows: [affected()] })
    expect(disposition()).toMatchObject({
      done: false,
      command: 'approve-disposition',
      notFor: ada,
    })
  })

  it('is told all that is missing at once, each with what to do', async () => {
    const about = await anOpenCase()
    const answer = mayClose(about.state(), { ...wholeEvidence, published: [] })
    if (!isRefusal(answer)) throw new Error('An empty case may close.')
    expect(answer.code).toBe('case/not-complete')
    for (const { missing: what } of closureChecks(about.state(), wholeEvidence).filter(
      ({ done }) => !done,
    ))
      expect(answer.message).toContain(what)
  })
})

describe('what a screen shows of it', () => {
  it('names who did it, and whom the rest does not wait for', async () => {
    const about = await aCaseWith(['impact', 'score', 'proposed'])
    const checks = () => closureChecks(about.state(), wholeEvidence)
    const of = (constraint: string) =>
      checks().find(({ constraint: is, what }) => is === constraint && what.includes('approved'))
    expect(of('9.5/disposition')).toMatchObject({
      done: false,
      command: 'approve-disposition',
      recorded: 'Fix in code',
      by: [{ by: ada }],
      notFor: ada,
    })
    await about.given(...caseWork.disposition)
    expect(of('9.5/disposition')).toMatchObject({
      done: true,
      by: [{ by: ada }, { by: ben }],
      notFor: null,
    })
  })

  it('offers no command that would be refused yet', async () => {
    const about = await anOpenCase()
    const commands = () =>
      closureChecks(about.state(), wholeEvidence).flatMap(({ command }) => command ?? [])
    for (const command of ['approve-disposition', 'request-change', 'review-change', 'verify-fix'])
      expect(commands()).not.toContain(command)
  })

  it('says why a path is not asked for a change', async () => {
    const about = await aCaseWith(['impact'])
    await about.given('propose-disposition', {
      path: 'residual-risk',
      reason: 'The cabinet is locked.',
      guidance: ['Keep the cabinet locked.'],
    })
    const change = closureChecks(about.state(), wholeEvidence).find(
      ({ constraint }) => constraint === '9.5/change-request',
    )
    expect(change).toMatchObject({ done: true, notAsked: expect.stringContaining('accepted') })
  })

  it('keeps the closures that did not last', async () => {
    const about = await aCaseWith(allWork)
    await about.given('close', { conclusion: 'Fixed.' })
    await about.given('reopen', { reason: 'It was found again.' })
    expect(about.state()).toMatchObject({
      closed: null,
      earlier: [{ conclusion: 'Fixed.', closed: { by: ada }, reason: 'It was found again.' }],
    })
  })
})

describe('what other records say', () => {
  it.each([
    ['no look was taken', { looks: [] }, '4.1.9/after-fix'],
    ['a statement is undecided', { looks: [{ ...look, undecided: 2 }] }, '4.1.9/after-fix'],
    ['a defect is open', { openDefects: ['DEF-2026-0003'] }, '4.1.9/closure'],
    ['nothing is published', { published: [] }, '9.5/end-to-end'],
    ['something waits to be published', { unpublished: ['ADV-2026-0001'] }, '9.5/end-to-end'],
  ] as const)('keeps the case open while %s', async (_name, evidence, constraint) => {
    expect(await missed(allWork, evidence)).toEqual([constraint])
  })

  it('names the records in the way', async () => {
    const [defect] = await missing(allWork, { openDefects: ['DEF-2026-0003'] })
    expect(defect?.missing).toContain('DEF-2026-0003')
    const [update] = await missing(allWork, { unpublished: ['UPD-2026-0009'] })
    expect(update?.missing).toContain('UPD-2026-0009')
  })

  it('counts a look only if it saw the last test', async () => {
    const about = await aCaseWith(allWork)
    about.at('2026-03-09T10:00:00.000Z')
    await about.given(...caseWork.verified)
    await about.given(...caseWork.risk)
    const lacksAfterLook = (at: string) =>
      isRefusal(mayClose(about.state(), { ...wholeEvidence, looks: [{ ...look, at }] }))
    expect(lacksAfterLook(look.at)).toBe(true)
    expect(lacksAfterLook('2026-03-09T10:00:00.000Z')).toBe(false)
  })

  it('asks for no publication where it was decided not to disclose', async () => {
    const about = await aCaseWith(allWork)
    await about.given('decide-disclosure', { disclose: false, reason: 'Never left the lab.' })
    await about.given('approve-disclosure', {}, 'person:ben')
    expect(mayClose(about.state(), { ...wholeEvidence, published: [] })).toBe(true)
  })
})

describe('the path decides what is asked for', () => {
  it('an accepted risk changes nothing: no change, no test, no look', async () => {
    const about = await aCaseWith(allBut('proposed', 'disposition', 'change', 'review', 'verified'))
    await about.given('propose-disposition', {
      path: 'residual-risk',
      reason: 'The cabinet is locked.',
      guidance: ['Keep the cabinet locked.'],
    })
    await about.given('approve-disposition', {}, 'person:ben')
    expect(mayClose(about.state(), { ...wholeEvidence, looks: [] })).toBe(true)
  })

  it('no case closes on a risk that is not acceptable', async () => {
    const about = await aCaseWith(allWork)
    const lacks = (more: Partial<RiskEntry>) =>
      mayClose(about.state(), { ...wholeEvidence, risks: [{ ...goneRisk, ...more }] })
    expect(lacks({})).toBe(true)
    expect(lacks({ residual: 'not-acceptable' })).toMatchObject({ code: 'case/not-complete' })
    expect(lacks({ stale: true })).toMatchObject({ code: 'case/not-complete' })
    expect(lacks({ id: 'another' })).toMatchObject({ code: 'case/not-complete' })
  })

  it('no case closes on a risk record from before its fix was verified', async () => {
    const about = await aCaseWith(allWork)
    about.at('2026-03-09T10:00:00.000Z')
    await about.given(...caseWork.verified)
    expect(await mayClose(about.state(), wholeEvidence)).toMatchObject({
      code: 'case/not-complete',
      message: expect.stringContaining('after the fix'),
    })
    await about.given(...caseWork.risk)
    expect(mayClose(about.state(), wholeEvidence)).toBe(true)
  })

  it('no case closes while a revision is under investigation or a product unverified', async () => {
    const about = await aCaseWith(allWork)
    await about.given('set-impact', {
      rows: [{ ...affected(gateway), status: 'under-investigation' }],
    })
    expect(isRefusal(mayClose(about.state(), wholeEvidence))).toBe(true)
    await about.given('set-impact', { rows: [affected(gateway)] })
    expect(isRefusal(mayClose(about.state(), wholeEvidence))).toBe(true)
    await about.given('verify-fix', { ...caseWork.verified[1], product: gateway }, ben)
    await about.given('assess-safety', safetyOf(gateway))
    await about.given('sign-safety', { product: gateway }, 'person:ben')
    expect(mayClose(about.state(), wholeEvidence)).toBe(true)
  })
})
