import { expect, test } from 'vitest'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver'])
const change = { reference: 'CR-17', description: 'Require TLS.' }

test('a change is requested formally, by number, and only once its path is approved', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  const request = `${about.path}/request-change`
  expect((await tries(team.engineer, request, change)).body.code).toBe('case/not-decided')
  await about.take('impact', 'disposition')
  const unnamed = { ...change, reference: '' }
  expect((await tries(team.engineer, request, unnamed)).body.code).toBe('input/invalid')
  expect((await tries(team.engineer, request, change)).status).toBe(200)
  expect((await about.state()).changeRequest).toMatchObject({
    ...change,
    by: `person:${team.engineer.person}`,
  })
})

test('a case with a fix cannot close without its change request', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.takeAllBut('change-request', 'change-review', 'verified')
  expect(missingIn(await about.close())).toContain('9.5/change-request')
})

test('an accepted risk changes nothing in the product, so it asks for no change request', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.takeAllBut('disposition', 'change-request', 'change-review', 'verified')
  await about.does('propose-disposition', {
    path: 'residual-risk',
    reason: 'The attacker needs the cabinet key.',
    guidance: ['Keep the cabinet locked.'],
  })
  await team.approver.does(`${about.path}/approve-disposition`, {}, true)
  expect((await about.close()).status).toBe(200)
})
