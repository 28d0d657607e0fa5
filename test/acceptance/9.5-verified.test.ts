import { expect, test } from 'vitest'
import { aCase, goodTest, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver'])

test('a case with a fix cannot close before a test of it passed', async () => {
  const product = await aProduct(team.engineer)
  const about = await aCase(team, product)
  await about.takeAllBut('verified')
  expect(missingIn(await about.close())).toContain('9.5/verified')
  const failed = { tested: 'Plain HTTP still answers on the second port.', passed: false }
  await team.approver.does(`${about.path}/verify-fix`, goodTest(product.id, failed))
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
  const protocol = await team.approver.upload('test-report.txt', Buffer.from('12 of 12 passed'))
  const record = goodTest(product.id, {
    tested: 'Port scan of 2.4.1: 80 is closed.',
    evidence: [protocol],
  })
  const verify = `${about.path}/verify-fix`
  for (const lacking of ['tested', 'how', 'regression'])
    expect((await tries(team.approver, verify, { ...record, [lacking]: '' })).body.code).toBe(
      'input/invalid',
    )
  await team.approver.does(verify, record)
  const [verification] = (await about.state()).verifications
  expect(verification).toMatchObject({
    ...record,
    passed: true,
    by: `person:${team.approver.person}`,
  })
  const file = await team.engineer.get(`/api/files/${protocol.hash}`)
  expect(file.body).toBe('12 of 12 passed')
})

test('it is of a revision that the product has, and by somebody else than made the change', async () => {
  const product = await aProduct(team.engineer)
  const about = await aCase(team, product)
  await about.take('impact', 'disposition', 'change-request', 'change-review')
  const verify = `${about.path}/verify-fix`
  const nowhere = await tries(team.approver, verify, goodTest(product.id, { fixedIn: '9.9' }))
  expect(nowhere.body.code).toBe('case/no-such-revision')
  expect(nowhere.body.title).toContain('Add the revision to the product first')
  const own = await tries(team.engineer, verify, goodTest(product.id))
  expect(own.body.code).toBe('case/second-person')
  expect((await about.state()).verifications).toEqual([])
})

test('a failed one tells whoever requested the change, without a word of the case', async () => {
  const product = await aProduct(team.engineer)
  const about = await aCase(team, product, { title: 'A flaw not to be told' })
  await about.take('impact', 'score', 'disposition', 'change-request', 'change-review')
  await team.maker.administrator.does(`/api/people/${team.engineer.person}/set-address`, {
    address: 'erika@maker.example',
  })
  const sent = team.mail.mails.length
  const failed = goodTest(product.id, { passed: false })
  await team.approver.does(`${about.path}/verify-fix`, failed)
  await team.maker.settle()
  const mails = team.mail.mails.slice(sent)
  expect(mails.map(({ to }) => to)).toEqual([['erika@maker.example']])
  const { subject, text } = mails[0]?.mail ?? {}
  expect(subject).toBe(`[${about.humanId}] A verification failed`)
  expect(text).toContain(`/workbench/cases/${about.humanId}`)
  expect(`${subject} ${text}`).not.toContain('not to be told')
})
