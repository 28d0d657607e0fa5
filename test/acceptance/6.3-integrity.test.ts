import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { verifyFile, verifyPath } from '../../src/updates/index.ts'
import { aProduct } from '../support/work/product.ts'
import { sha256 } from '../support/work/report.ts'
import { aTeam } from '../support/work/team.ts'
import { type AnUpdate, anUpdate, firmware, repositoryOf } from '../support/work/update.ts'

// What `vulnerary verify` does, called as the command calls it: on a copy of the public tree, with
// nothing of the server but the root of trust.
const team = aTeam(['manager', 'approver'])
let recipient: string
let update: AnUpdate
let file: string

beforeAll(async () => {
  update = await anUpdate(team, await aProduct(team.manager))
  await update.publish()
  recipient = await mkdtemp(join(tmpdir(), 'recipient-'))
  await cp(repositoryOf(team), recipient, { recursive: true })
  file = join(recipient, 'targets', update.humanId, 'gateway-2.4.1.bin')
})

afterAll(() => rm(recipient, { recursive: true, force: true }))

const trust = () => ({
  root: join(recipient, 'metadata', '1.root.json'),
  now: team.maker.time.now,
})

test('the recipient who knows only the root of trust verifies the update', async () => {
  const good = orThrow(await verifyFile(file, trust()))
  expect(good).toMatchObject({ revision: '2.4.1', product: 'Careline Gateway' })
})

test('one byte changed, added or another file in its place is refused, and the refusal names the file', async () => {
  const bytes = Buffer.from(firmware)
  const changed = Buffer.from(bytes)
  changed[700] = (changed[700] ?? 0) ^ 1
  for (const content of [changed, Buffer.concat([bytes, Buffer.of(0)]), Buffer.from('other')]) {
    await writeFile(file, content)
    const refused = await verifyFile(file, trust())
    if (!isRefusal(refused)) throw new Error('It was taken for good.')
    expect(JSON.stringify(refused)).toContain('gateway-2.4.1.bin')
  }
  await writeFile(file, bytes)
  orThrow(await verifyFile(file, trust()))
})

test('a file that the maker did not sign is bad even beside good ones', async () => {
  const stranger = join(recipient, 'targets', update.humanId, 'extra.bin')
  await appendFile(stranger, 'malware')
  const { good, bad } = orThrow(await verifyPath(join(recipient, 'targets'), trust()))
  await rm(stranger)
  expect(good.length).toBeGreaterThan(0)
  expect(bad).toHaveLength(1)
  expect(JSON.stringify(bad)).toContain('extra.bin')
})

test('whoever has no TUF client finds SHA256SUMS with the hash, and an OpenPGP signature of it', async () => {
  const folder = join(recipient, 'targets', update.humanId)
  const sums = await readFile(join(folder, 'SHA256SUMS'), 'utf8')
  expect(sums).toContain(`${sha256(firmware)}  gateway-2.4.1.bin`)
  const signature = await readFile(join(folder, 'SHA256SUMS.asc'), 'utf8')
  expect(signature).toContain('-----BEGIN PGP SIGNATURE-----')
  const { readKey, readSignature, createMessage, verify } = await import('openpgp')
  const key = await readFile(join(folder, 'maker.asc'), 'utf8')
  const check = async (text: string) => {
    const { signatures } = await verify({
      message: await createMessage({ binary: Buffer.from(text) }),
      signature: await readSignature({ armoredSignature: signature }),
      verificationKeys: await readKey({ armoredKey: key }),
      date: new Date(team.maker.time.now + 60_000),
    })
    return signatures[0]?.verified
  }
  expect(await check(sums)).toBe(true)
  await expect(check(sums.replace('gateway', 'gatewav'))).rejects.toThrow()
})
