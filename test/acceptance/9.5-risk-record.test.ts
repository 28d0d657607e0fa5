import { expect, test } from 'vitest'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { riskOf } from '../support/work/risk.ts'
import { aTeam, listOf } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver'])

test('a case cannot close before its risk record is updated', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.takeAllBut('risk-record')
  const refused = await about.close()
  expect(refused.status).toBe(422)
  expect(missingIn(refused)).toEqual(['9.5/risk-record'])
  await about.take('risk-record')
  expect((await about.close()).status).toBe(200)
})

test('a risk that is not acceptable keeps the case open', async () => {
  const about = await aCase(team, await aProduct(team.engineer), {
    risk: { residual: 'not-acceptable', description: 'Old pumps still speak plain HTTP.' },
  })
  await about.takeAllBut()
  expect(missingIn(await about.close())).toEqual(['9.5/risk-record'])
  const [entry] = await listOf(team.engineer, `/api/risks?facet=case:${about.id}`)
  await team.engineer.does(`/api/risks/${entry.id}/revise`, {
    ...riskOf({ residual: 'acceptable', description: 'Old pumps sit in a segment of their own.' }),
    reason: 'The segment is there now.',
  })
  expect((await about.close()).status).toBe(200)
})

test('the record says where the risk stands in the register and who updated it', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.take('risk-record')
  expect((await about.state()).risk).toMatchObject({
    register: expect.stringMatching(/^RISK-/),
    residual: 'none',
    by: `person:${team.engineer.person}`,
  })
})
