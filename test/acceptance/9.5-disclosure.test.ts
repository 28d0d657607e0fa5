import { expect, test } from 'vitest'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, dayAfter, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver'])

test('a case cannot close before the disclosure is decided and approved', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.takeAllBut('disclosure')
  expect(missingIn(await about.close())).toEqual(['9.5/disclosure'])
  const decide = `${about.path}/decide-disclosure`
  const withheld = { disclose: false, reason: 'No operator can do anything about it.' }
  expect((await tries(team.engineer, decide, withheld)).body.code).toBe('access/signature-needed')
  expect((await tries(team.engineer, decide, withheld, true)).status).toBe(200)
  // Decided by one person is not yet approved, and not by that person.
  expect(missingIn(await about.close())).toEqual(['9.5/disclosure'])
  const approve = `${about.path}/approve-disclosure`
  expect((await tries(team.engineer, approve, {}, true)).body.code).toBe('case/second-person')
  expect((await tries(team.approver, approve, {}, true)).status).toBe(200)
  expect((await about.close()).status).toBe(200)
  expect((await about.state()).disclosure).toMatchObject({
    ...withheld,
    by: `person:${team.engineer.person}`,
    signedBy: team.engineer.name,
    approved: { signedBy: team.approver.name },
  })
})

test('the decision follows the impact: it is refused before the case is scored', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  const decided = { disclose: false, reason: 'Decided.' }
  const refused = await tries(team.engineer, `${about.path}/decide-disclosure`, decided, true)
  expect(refused.body.code).toBe('case/not-scored')
})

test('a decision to disclose says to whom and from which day, and why', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.take('score')
  const decide = (input: unknown) =>
    tries(team.engineer, `${about.path}/decide-disclosure`, input, true)
  const full = {
    disclose: true,
    audiences: ['customers'],
    on: dayAfter(team.maker, 7),
    reason: 'Operators must act.',
  }
  expect((await decide({ ...full, audiences: [] })).body.code).toBe('case/disclosure-incomplete')
  expect((await decide({ ...full, on: undefined })).body.code).toBe('case/disclosure-incomplete')
  expect((await decide({ ...full, reason: '' })).body.code).toBe('input/invalid')
  expect((await decide(full)).status).toBe(200)
})
