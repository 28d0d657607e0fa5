import { beforeAll, expect, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { openCheckpoint } from '../../src/ledger/verify/checkpoint.ts'
import { parseVerifierKey } from '../../src/ledger/verify/verifier-key.ts'
import { sha256 as ledgerSha256, verifyEd25519 } from '../../src/server/signing.ts'
import { type AProduct, aProduct } from '../support/work/product.ts'
import { sha256 } from '../support/work/report.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'
import { type AnUpdate, anUpdate } from '../support/work/update.ts'

const team = aTeam(['manager', 'approver', 'auditor'])

const users = ['jo@north.example', 'kim@south.example']
let product: AProduct
let update: AnUpdate

beforeAll(async () => {
  product = await aProduct(team.manager, { users })
  // Supported software: the duty to tell is wider than the duty to deliver.
  update = await anUpdate(team, product, { itemClass: 'supported' })
})

const mailsTo = (address: string) =>
  team.mail.mails.filter(({ to }) => to.includes(address)).map(({ mail }) => mail)

test('each registered user of the product gets exactly one mail, and each leaves a distribution record', async () => {
  await aProduct(team.manager, { name: 'Imaging Viewer', users: ['lee@elsewhere.example'] })
  expect((await update.notify()).body.code).toBe('update/not-published')
  await update.publish()
  expect((await update.notify()).status).toBe(200)
  expect((await update.notify()).body.code).toBe('update/all-told')

  for (const user of users) {
    const [mail, ...more] = mailsTo(user)
    expect(more).toEqual([])
    expect(mail?.subject).toContain(update.humanId)
    expect(mail?.text).toContain(`${team.maker.url}/updates/#${update.humanId}`)
  }
  expect(mailsTo('lee@elsewhere.example')).toEqual([])

  const records = await listOf(team.auditor, `/api/distributions?facet=about:${update.id}`)
  expect(records).toHaveLength(users.length)
  const { body: ledger } = await team.auditor.get('/api/ledger')
  const key = orThrow(parseVerifierKey(ledgerSha256, ledger.verifierKey))
  for (const { id } of records) {
    const record = await stateOf(team.auditor, `/api/distributions/${id}`)
    // It proves which mail it was, and that the checkpoint in it is ours; it names no address.
    expect(record.answer).toMatch(/^250/)
    expect(JSON.stringify(record)).not.toContain('@')
    const mail = team.mail.mails.find((one) => sha256(one.mail.text ?? '') === record.contentHash)
    expect(mail?.mail.text).toContain(record.checkpoint)
    const { checkpoint } = orThrow(
      openCheckpoint(verifyEd25519, record.checkpoint, { origin: key.name, keys: [key] }),
    )
    expect(checkpoint.size).toBeGreaterThan(0)
  }
})

test('whoever is registered later is told then, and nobody twice', async () => {
  await team.manager.does(`/api/products/${product.id}/register-user`, {
    organisation: 'West Hospital',
    email: 'second@west.example',
  })
  expect((await update.notify()).status).toBe(200)
  for (const user of [...users, 'second@west.example']) expect(mailsTo(user)).toHaveLength(1)
})

test('a product whose users nobody registered is refused, not passed over', async () => {
  const unheard = await anUpdate(team, await aProduct(team.manager))
  await unheard.publish()
  expect((await unheard.notify()).body.code).toBe('update/nobody-registered')
})
