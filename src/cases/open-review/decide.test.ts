import { describe, expect, it } from 'vitest'
import { ada, ben, portsThat } from '../../../test/support/a-case.ts'
import { fixedId, recordUnderTest } from '../../../test/support/deciding.ts'
import type { StreamId } from '../../kernel/ids.ts'
import { type OpenIssue, openReviewKind } from '../index.ts'

const issue = (number: number): OpenIssue => ({
  // fixedId writes the form that parseStreamId accepts.
  case: fixedId(number) as StreamId,
  reference: `CASE-2026-000${number}`,
  title: `Flaw ${number}`,
  status: 'in-remediation',
  severity: 'high',
  version: 3,
})
const both = [issue(1), issue(2)]
const conclusion = (number: number) => ({
  case: fixedId(number),
  conclusion: 'release-anyway',
  reason: 'Not reachable in this release.',
})
const minutes = 'We went through the list.'

const held = async (issues: readonly OpenIssue[] = both) => {
  const review = recordUnderTest(openReviewKind(portsThat({ issues: () => issues })), 'REV-1')
  await review.given('hold', { title: 'Before 2.4.1', participants: ['Ada', 'Ben'] })
  return review
}

describe('an open-issue review', () => {
  it('freezes the list as it was when it was held', async () => {
    const now = [...both]
    const review = await held(now)
    now.push(issue(3))
    expect(review.state()).toMatchObject({ status: 'held', issues: both })
    expect(review.facets().values).toMatchObject({ case: [fixedId(1), fixedId(2)] })
  })

  it('asks for a conclusion on each issue of the list, once, and on no other', async () => {
    const review = await held()
    const conclude = (...numbers: readonly number[]) =>
      review.when('conclude', { conclusions: numbers.map(conclusion), minutes })
    expect(await conclude(1)).toMatchObject({
      code: 'open-review/not-all',
      details: { missing: ['CASE-2026-0002'] },
    })
    expect(await conclude(1, 2, 3)).toMatchObject({ code: 'open-review/not-listed' })
    expect(await conclude(1, 2, 2)).toMatchObject({ code: 'open-review/twice' })
    expect(await conclude(2, 1)).toMatchObject({ events: [{}] })
  })

  it('is held, and concluded, where nothing is open, too', async () => {
    const review = await held([])
    await review.given('conclude', { conclusions: [], minutes })
    expect(review.state().status).toBe('concluded')
  })

  it('is signed after it was concluded, by another person, and then stands', async () => {
    const review = await held()
    const conclude = { conclusions: [conclusion(1), conclusion(2)], minutes }
    expect(await review.when('sign', {}, ben)).toMatchObject({ code: 'open-review/not-concluded' })
    await review.given('conclude', conclude, ada)
    expect(await review.when('sign', {}, ada)).toMatchObject({ code: 'open-review/second-person' })
    await review.given('sign', {}, ben)
    expect(review.state()).toMatchObject({
      status: 'signed',
      signatures: [{ by: ben, name: ben, meaning: 'approval of the open-issue review' }],
    })
    expect(await review.when('sign', {}, 'person:cyd')).toMatchObject({
      code: 'open-review/signed',
    })
    expect(await review.when('conclude', conclude, ada)).toMatchObject({
      code: 'open-review/signed',
    })
  })

  it('lets each colleague who took part agree, once for the conclusions as they stand', async () => {
    const review = recordUnderTest(openReviewKind(portsThat({ issues: () => [] })), 'REV-1')
    expect(await review.when('hold', { title: 'Quarterly' })).toMatchObject({
      code: 'open-review/nobody',
    })
    await review.given('hold', { title: 'Quarterly', attendees: [ada, ben] })
    expect(await review.when('agree', {}, ben)).toMatchObject({ code: 'open-review/not-concluded' })
    await review.given('conclude', { conclusions: [], minutes }, ada)
    await review.given('agree', { comment: 'As discussed.' }, ben)
    expect(review.state().agreements).toMatchObject([{ by: ben, comment: 'As discussed.' }])
    expect(await review.when('agree', {}, ben)).toMatchObject({
      code: 'open-review/agreed-already',
    })
    expect(await review.when('agree', {}, 'person:cyd')).toMatchObject({
      code: 'open-review/not-attended',
    })
    await review.given('conclude', { conclusions: [], minutes: 'Others.' }, ada)
    expect(review.state().agreements).toEqual([])
  })

  it('is signed with the minutes that were written, by their hash', async () => {
    const review = await held([])
    await review.given('conclude', { conclusions: [], minutes }, ada)
    const file = { hash: 'a'.repeat(64), name: 'REV-1.pdf', size: 9 }
    await review.given('record-minutes', { file }, ada)
    expect(await review.when('sign', {}, ben)).toMatchObject({ events: [{ minutes: file }] })
  })

  it('can be concluded anew before it is signed; who wrote last cannot sign', async () => {
    const review = await held([])
    await review.given('conclude', { conclusions: [], minutes }, ada)
    await review.given('conclude', { conclusions: [], minutes: 'Better minutes.' }, ben)
    expect(review.state()).toMatchObject({ minutes: 'Better minutes.', concludedBy: ben })
    expect(await review.when('sign', {}, ben)).toMatchObject({ code: 'open-review/second-person' })
  })
})
