import { expect, test } from 'vitest'
import { aCase, goodReview, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver'])

const requested = async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.take('impact', 'score', 'disposition', 'change-request')
  return { about, review: `${about.path}/review-change` }
}

test('a change is reviewed for safety, security and effectiveness, each in words', async () => {
  const { about, review } = await requested()
  for (const aspect of ['safety', 'security', 'effectiveness'])
    expect((await tries(team.approver, review, { ...goodReview, [aspect]: '' })).body.code).toBe(
      'input/invalid',
    )
  expect((await tries(team.approver, review, goodReview)).status).toBe(200)
  expect((await about.state()).changeReview).toMatchObject(goodReview)
})

test('whoever requested the change cannot review it', async () => {
  const { review } = await requested()
  const own = await tries(team.engineer, review, goodReview)
  expect(own.body.code).toBe('case/second-person')
})

test('a change that the review did not accept can be neither verified nor closed', async () => {
  const { about, review } = await requested()
  await team.approver.does(review, { ...goodReview, accepted: false })
  const verification = {
    product: (await about.state()).impact[0].product,
    fixedIn: '2.4.1',
    tested: 'Plain HTTP is refused.',
    passed: true,
  }
  const verified = await tries(team.engineer, `${about.path}/verify-fix`, verification)
  expect(verified.body.code).toBe('case/change-not-reviewed')
  expect(missingIn(await about.close())).toContain('9.5/change-review')
  // A review of an earlier change says nothing about the next one.
  await team.approver.does(review, goodReview)
  await about.take('change-request')
  expect(missingIn(await about.close())).toContain('9.5/change-review')
})
