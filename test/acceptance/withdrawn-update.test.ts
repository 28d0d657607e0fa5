import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { verifyFile } from '../../src/updates/index.ts'
import { aCase } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { sendsForm } from '../support/work/report.ts'
import { aTeam, tries } from '../support/work/team.ts'
import { anUpdate, repositoryOf } from '../support/work/update.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('an update that is withdrawn is offered no more, and verifying it says what to take', async () => {
  const { maker, manager, engineer } = team
  const product = await aProduct(engineer, { users: ['it@hospital.example'] })
  const wrong = await anUpdate(team, product)
  await wrong.publish()
  await wrong.notify()
  const right = await anUpdate(team, product)
  const withdraw = (input: object) => tries(manager, `${wrong.path}/withdraw`, input, true)
  const reason = 'It stops the gateway after a restart.'
  expect((await withdraw({ reason, instead: right.id })).body.code).toBe(
    'update/instead-not-offered',
  )
  const other = await anUpdate(team, await aProduct(engineer, { name: 'Imaging Viewer' }))
  await other.publish()
  expect((await withdraw({ reason, instead: other.id })).body.code).toBe(
    'update/instead-other-product',
  )
  await right.publish()

  const repository = repositoryOf(team)
  const fileOf = (id: string) => join(repository, 'targets', id, 'gateway-2.4.1.bin')
  const verify = (id: string) =>
    verifyFile(fileOf(id), {
      root: join(repository, 'metadata', '1.root.json'),
      now: maker.time.now,
    })
  expect(isRefusal(await verify(wrong.humanId))).toBe(false)
  expect((await withdraw({ reason, instead: right.id })).status).toBe(200)
  await maker.settle()

  const refused = await verify(wrong.humanId)
  if (!isRefusal(refused)) throw new Error('still good')
  expect(refused.code).toBe('tuf/withdrawn')
  expect(refused.message).toContain(reason)
  expect(refused.message).toContain(`Install ${right.humanId} (revision 2.4.1) instead.`)
  expect(orThrow(await verify(right.humanId)).updateId).toBe(right.humanId)
  expect(await wrong.state()).toMatchObject({
    status: 'withdrawn',
    withdrawn: { reason, instead: { updateId: right.humanId }, repositoryVersion: 5 },
  })
  const texts = team.mail.mails.map(({ mail }) => mail.text ?? '')
  const told = texts.filter((text) => text.includes('withdrawn the update'))
  expect(told).toHaveLength(1)
  expect(told[0]).toContain(`Install instead: ${right.humanId}`)
}, 120_000)

test('whose report it fixed reads no longer that the fix is out', async () => {
  const { maker, engineer, manager } = team
  const product = await aProduct(engineer, { users: ['it@hospital.example'] })
  const sent = await sendsForm(maker, { description: 'The port answers without a password.' })
  const { id: report } = (await engineer.get(`/api/reports/${sent.reference}`)).body
  const about = await aCase(team, product, { report })
  await maker.settle()
  const wrong = await anUpdate(team, product, { cases: [about.id] })
  await wrong.publish()
  const page = async () => (await maker.fetch(sent.link)).text()
  expect(await page()).toContain('the fix is out')

  const reason = 'It stops the gateway after a restart.'
  expect((await tries(manager, `${wrong.path}/withdraw`, { reason }, true)).status).toBe(200)
  await maker.settle()
  expect(await page()).not.toContain('the fix is out')
  expect(await page()).toContain(`We have withdrawn the update ${wrong.humanId}.`)

  const right = await anUpdate(team, product, { cases: [about.id] })
  await right.publish()
  expect(await page()).toContain('the fix is out')
}, 120_000)
