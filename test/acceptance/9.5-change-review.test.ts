import { expect, test } from 'vitest'
import { aCase, acceptChange, goodReviews, goodTest, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'second', 'approver'])

const requested = async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.take('impact', 'score', 'disposition', 'change-request')
  return { about, review: `${about.path}/review-change` }
}

test('a change is reviewed for safety, security and effectiveness, each by itself', async () => {
  const { about, review } = await requested()
  const [safety, security, effectiveness] = goodReviews
  expect((await tries(team.approver, review, { ...safety, conclusion: '' })).body.code).toBe(
    'input/invalid',
  )
  await team.approver.does(review, safety)
  await team.second.does(review, security)
  // Two of three are no review yet.
  expect((await about.state()).changeReview).toBeNull()
  const early = await tries(team.approver, `${about.path}/verify-fix`, await aTest(about))
  expect(early.body).toMatchObject({ code: 'case/change-not-reviewed' })
  expect(early.body.title).toContain('effectiveness')
  const [missing] = (await about.close()).body.details.missing.filter(
    ({ constraint }: { constraint: string }) => constraint === '9.5/change-review',
  )
  expect(missing.missing).toContain('effectiveness')
  await team.approver.does(review, effectiveness)
  const { aspectReviews, changeReview } = await about.state()
  expect(aspectReviews).toMatchObject([
    { ...safety, by: `person:${team.approver.person}` },
    { ...security, by: `person:${team.second.person}` },
    { ...effectiveness, by: `person:${team.approver.person}` },
  ])
  expect(changeReview).toMatchObject({ accepted: true })
})

test('whoever requested the change, or makes it, cannot review it', async () => {
  const { about, review } = await requested()
  const [safety] = goodReviews
  expect((await tries(team.engineer, review, safety)).body.code).toBe('case/second-person')
  await about.does('request-change', {
    reference: 'CR-18',
    description: 'Require TLS.',
    author: `person:${team.second.person}`,
  })
  expect((await tries(team.second, review, safety)).body.code).toBe('case/second-person')
  expect((await tries(team.approver, review, safety)).status).toBe(200)
})

test('one aspect that declines sends the case back to the change request', async () => {
  const { about, review } = await requested()
  const [safety, security] = goodReviews
  await team.approver.does(review, safety)
  await team.approver.does(review, {
    ...security,
    conclusion: 'It opens a second port.',
    accepted: false,
  })
  expect((await about.state()).status).toBe('decided')
  const again = await tries(team.approver, review, security)
  expect(again.body.code).toBe('case/change-declined')
  expect(again.body.title).toContain('Request the change anew')
  const verified = await tries(team.approver, `${about.path}/verify-fix`, await aTest(about))
  expect(verified.body.code).toBe('case/change-not-reviewed')
  expect(missingIn(await about.close())).toContain('9.5/change-request')
  expect(missingIn(await about.close())).toContain('9.5/change-review')
  // A review of an earlier change says nothing about the next one.
  await about.take('change-request')
  expect((await about.state()).aspectReviews).toEqual([])
  expect(missingIn(await about.close())).toContain('9.5/change-review')
  await acceptChange(team.approver, about.path)
  expect((await about.state()).status).toBe('in-remediation')
})

const aTest = async (about: { state(): Promise<{ impact: { product: string }[] }> }) => {
  const [row] = (await about.state()).impact
  return goodTest(row?.product ?? '')
}
