import { expect, test } from 'vitest'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver'])

test('a case with a fix cannot close before a test of it passed', async () => {
  const product = await aProduct(team.engineer)
  const about = await aCase(team, product)
  await about.takeAllBut('verified')
  expect(missingIn(await about.close())).toContain('9.5/verified')
  await about.does('verify-fix', {
    product: product.id,
    fixedIn: '2.4.1',
    tested: 'Plain HTTP still answers on the second port.',
    passed: false,
  })
  expect((await about.state()).status).toBe('in-remediation')
  expect(missingIn(await about.close())).toContain('9.5/verified')
  await about.take('verified')
  expect((await about.state()).status).toBe('fix-verified')
  expect((await about.close()).status).toBe(200)
})

test('the record of the test says what was tested on which revision, with its evidence', async () => {
  const product = await aProduct(team.engineer)
  const about = await aCase(team, product)
  await about.take('impact', 'disposition', 'change-request', 'change-review')
  const protocol = await team.engineer.upload('test-report.txt', Buffer.from('12 of 12 passed'))
  const record = { product: product.id, fixedIn: '2.4.1', passed: true, evidence: [protocol] }
  const verify = `${about.path}/verify-fix`
  const wordless = await tries(team.engineer, verify, { ...record, tested: '' })
  expect(wordless.body.code).toBe('input/invalid')
  await about.does('verify-fix', { ...record, tested: 'Port scan of 2.4.1: 80 is closed.' })
  const [verification] = (await about.state()).verifications
  expect(verification).toMatchObject({
    fixedIn: '2.4.1',
    tested: 'Port scan of 2.4.1: 80 is closed.',
    passed: true,
    evidence: [protocol],
    by: `person:${team.engineer.person}`,
  })
  const file = await team.engineer.get(`/api/files/${protocol.hash}`)
  expect(file.body).toBe('12 of 12 passed')
})
