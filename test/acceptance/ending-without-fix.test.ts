import { expect, test } from 'vitest'
import { aCase } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aRelease } from '../support/work/release.ts'
import { sendsForm } from '../support/work/report.ts'
import { aTeam, listOf, stateOf, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver', 'triager', 'manager'])

const reported = async (description: string) => {
  const { link, reference } = await sendsForm(team.maker, { description })
  const reports = await listOf(team.triager, '/api/reports')
  return { link, id: reports.find(({ humanId }) => humanId === reference).id }
}
const pageOf = async (link: string) => (await team.maker.fetch(link)).text()

test('a case that is no vulnerability ends by two people, and the reporter reads it', async () => {
  const { engineer, approver, maker, manager } = team
  const product = await aProduct(engineer)
  const report = await reported('The lamp blinks at night.')
  const about = await aCase(team, product, { report: report.id })
  await maker.settle()
  await about.does('propose-ending', {
    ending: 'not-a-vulnerability',
    reason: 'The lamp shows charging, as the manual says.',
    message: 'The manual tells about the lamp on page 12.',
  })
  const approve = (by: typeof engineer) => tries(by, `${about.path}/approve-ending`, {}, true)
  expect((await approve(engineer)).body.code).toBe('case/second-person')
  expect((await approver.post(`${about.path}/approve-ending`, { input: {} })).body.code).toBe(
    'access/signature-needed',
  )
  expect((await approve(approver)).status).toBe(200)
  await maker.settle()
  const page = await pageOf(report.link)
  expect(page).toContain('it ends without a fix')
  expect(page).toContain('found that it is no vulnerability of our product')
  expect(page).toContain('The manual tells about the lamp on page 12.')
  expect(page).not.toContain('The lamp shows charging')

  const release = await aRelease(team, product, { cases: [about.id] })
  const { 'cases-fixed': check } = await release.gate()
  expect(check).toMatchObject({ state: 'failed' })
  expect((await about.close()).status).toBe(200)
  expect(await stateOf(manager, about.path)).toMatchObject({ status: 'closed' })
})

test('the reporter of a duplicate hears what becomes of the original', async () => {
  const { engineer, approver, maker } = team
  const product = await aProduct(engineer)
  const original = await aCase(team, product, { title: 'Plain HTTP' })
  const report = await reported('Port 80 again.')
  const again = await aCase(team, product, { report: report.id })
  await maker.settle()
  await again.does('propose-ending', {
    ending: 'duplicate',
    duplicateOf: original.id,
    reason: 'The same port.',
  })
  await approver.does(`${again.path}/approve-ending`, {}, true)
  expect((await again.close()).status).toBe(200)
  await maker.settle()
  expect(await pageOf(report.link)).toContain('We know this flaw already')
  await original.takeAllBut('risk-record', 'other-products', 'third-party')
  const page = await pageOf(report.link)
  expect(page).toContain('A fix has been made and tested.')
  expect(page).not.toContain('it ends without a fix')
})
